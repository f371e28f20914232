package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no check watches, and what no probe will ever find healthy. */
class CoverageAdviceTest {
  private static final String SERVED = "www A 192.0.2.10\nwww A 198.51.100.10\n";

  private final Written written;

  CoverageAdviceTest(@TempDir Path folder) {
    written = new Written(folder);
  }

  private List<String> findings(String records, String more) {
    return written
        .zone("example.com", records)
        .load(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24", "169.254.0.0/16"] }
              checks.web {}
              services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
              %s
            }
            """
                .formatted(more))
        .findings()
        .stream()
        .map(each -> each.line() + " " + each.code())
        .toList();
  }

  @Test
  void aNameInTwoRegionsThatNoServiceHasIsWatchedByNobody() {
    String shop = "shop A 192.0.2.11\nshop A 198.51.100.11\n";
    assertEquals(List.of("7 addresses-without-check"), findings(SERVED + shop, ""));
    String service =
        "services.shop { names = [shop.example.com], check = web, regions = [us, eu] }";
    assertEquals(List.of(), findings(SERVED + shop, service));
  }

  @Test
  void aNameInOneRegionAndANameServersAreNot() {
    assertEquals(List.of(), findings(SERVED + "db A 192.0.2.11\ndb A 192.0.2.12\n", ""));
    assertEquals(List.of(), findings(SERVED + "ns1 A 192.0.2.53\nns1 A 198.51.100.53\n", ""));
  }

  @Test
  void aRegionWhereEnoughMayBeProbedCanBeHealthy() {
    String records = SERVED + "www A 169.254.7.7\n";
    assertEquals(List.of("5 endpoint-never-probed"), findings(records, ""));
    assertEquals(
        List.of("5 endpoint-never-probed", "5 region-never-healthy"),
        findings(records, "services.www.min-healthy = 2"));
    assertEquals(
        List.of(),
        findings(
            records, "services.www.min-healthy = 2, probes.allow-networks = [\"169.254.0.0/16\"]"));
  }
}
