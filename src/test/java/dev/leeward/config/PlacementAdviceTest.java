package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be lost together. */
class PlacementAdviceTest {
  private static final String SERVED = "www A 192.0.2.10\nwww A 198.51.100.10\n";

  private final Written written;

  PlacementAdviceTest(@TempDir Path folder) {
    written = new Written(folder);
  }

  private List<String> findings(String records) {
    return findings(records, "192.0.2.0/24", "198.51.100.0/24");
  }

  private List<String> findings(String records, String us, String eu) {
    return written
        .zone("example.com", records)
        .load(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions { us.networks = ["%s", "2001:db8:1::/48"], eu.networks = ["%s"] }
              checks.web {}
              services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
            }
            """
                .formatted(us, eu))
        .findings()
        .stream()
        .map(each -> each.line() + " " + each.code())
        .toList();
  }

  @Test
  void nameServersInTwoNetworksAreSound() {
    assertEquals(List.of(), findings(SERVED + "@ NS ns2\nns2 A 198.51.100.1\n"));
    assertEquals(List.of(), findings(SERVED + "@ NS ns2.example.net.\n"));
  }

  @Test
  void nameServersInOneNetworkAreLostTogether() {
    assertEquals(
        List.of("3 name-servers-in-one-network"),
        findings(SERVED + "@ NS ns2\nns2 A 203.0.113.200\n"));
  }

  @Test
  void nameServersInOneRegionAreLostTogether() {
    String records = "www A 192.0.2.10\nwww A 203.0.113.10\n@ NS ns2\nns2 A 203.0.112.1\n";
    assertEquals(
        List.of("3 name-servers-in-one-region"),
        findings(records, "192.0.2.0/24", "203.0.112.0/23"));
  }

  @Test
  void twoRegionsInOneNetworkAreOne() {
    assertEquals(
        List.of("5 regions-share-network"),
        findings("www A 192.0.2.10\nwww A 192.0.2.200\n", "192.0.2.0/25", "192.0.2.128/25"));
  }

  @Test
  void mailThatLeavesWithARegionIsPointedOut() {
    assertEquals(
        List.of("7 hosts-in-one-region"), findings(SERVED + "@ MX 10 mail\nmail A 192.0.2.25\n"));
    assertEquals(
        List.of("7 hosts-in-one-region"),
        findings(SERVED + "_sip._tcp SRV 1 1 5060 sip\nsip A 192.0.2.26\n"));
  }

  @Test
  void aDelegatedZoneThatLeavesWithARegionIsToo() {
    String cut = "lab NS ns1.lab\nns1.lab A 192.0.2.53\n";
    assertEquals(List.of("7 hosts-in-one-region"), findings(SERVED + cut));
    assertEquals(List.of(), findings(SERVED + cut + "lab NS ns2.lab\nns2.lab A 198.51.100.53\n"));
    assertEquals(List.of(), findings(SERVED + cut + "lab NS ns.example.net.\n"));
  }

  @Test
  void mailThatFailsOverOrIsElsewhereIsNot() {
    assertEquals(List.of(), findings(SERVED + "@ MX 10 www\n"));
    assertEquals(
        List.of(),
        findings(SERVED + "@ MX 10 mail\n@ MX 20 mail.example.net.\nmail A 192.0.2.25\n"));
    assertEquals(
        List.of(),
        findings(SERVED + "@ MX 10 mail\n@ MX 20 m2\nmail A 192.0.2.25\nm2 A 198.51.100.25\n"));
  }
}
