package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAdviceTest {
  private static final String SOUND =
      """
      www A 192.0.2.1
      www A 198.51.100.1
      """;

  private final Path folder;
  private final Written written;

  ServiceAdviceTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder);
  }

  private Loaded load(String records, String name, String code) {
    return written
        .zone("example.com", records)
        .assertFindings(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions {
                us { networks = ["192.0.2.0/24", "2001:db8:1::/48"] }
                eu { networks = ["198.51.100.0/24", "127.0.0.0/8"] }
              }
              checks { web { } }
              services {
                www {
                  names = [
                    "NAME" # <- CODE
                  ]
                  check = web
                  regions = [us, eu]
                }
              }
            }
            """
                .replace("NAME", name)
                .replace(code.isEmpty() ? " # <- CODE" : "CODE", code));
  }

  @Test
  void addressesInBothRegionsAreSound() {
    Loaded loaded = load(SOUND, "www.example.com.", "");
    assertEquals(2, loaded.topology().targets().size());
    assertFalse(loaded.hasErrors());
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.net, name-outside-zones",
    "absent.example.com, name-without-records",
    "below.example.com, name-without-records",
    "text.example.com, name-without-addresses",
    "ns1.example.com, name-server-in-service",
    "lab.example.com, name-below-cut",
    "www.lab.example.com, name-below-cut",
    "www.moved.example.com, name-below-dname",
    "alias.example.com, name-is-alias",
    "any.apps.example.com, name-from-wildcard",
    "*.any.apps.example.com, name-from-wildcard",
  })
  void aServicesNameHasAddressesOfItsOwn(String name, String code) {
    String records =
        """
        a.below A 192.0.2.1
        text TXT "no address"
        lab NS ns1
        moved DNAME example.net.
        alias CNAME www
        *.apps A 192.0.2.1
        *.apps A 198.51.100.1
        """;
    Loaded loaded = load(SOUND + records, name, code);
    assertTrue(loaded.hasErrors());
    // The zone is sound: a start serves it all the same.
    assertNotNull(loaded.settings());
  }

  @Test
  void aWildcardIsListedAsItsOwner() {
    load("*.apps A 192.0.2.1\n*.apps A 198.51.100.1\n", "*.apps.example.com", "");
  }

  @Test
  void aRecordInNoRegionIsPointedOutAtItsLineInTheZone() {
    Loaded loaded = load(SOUND + "www A 203.0.113.7\n", "www.example.com", "");
    Finding finding = Written.only(loaded, "record-in-no-region");
    assertSays("www.example.com. A 203.0.113.7 lies in no region of service www", finding);
    assertEquals(folder.resolve("example.com.zone").toString(), finding.file());
    assertEquals(5, finding.line());
    assertFalse(loaded.hasErrors());
  }

  @Test
  void hintsThatAreMandatoryArePointedOutAtTheirLine() {
    String hint = "www HTTPS 1 . mandatory=%s ipv4hint=192.0.2.1 ipv6hint=2001:db8:1::1 alpn=h2\n";
    for (String mandatory : new String[] {"ipv4hint", "alpn,ipv6hint"}) {
      Loaded loaded = load(SOUND + hint.formatted(mandatory), "www.example.com", "");
      Finding finding = Written.only(loaded, "mandatory-hint");
      assertSays("www.example.com. HTTPS makes address hints mandatory", finding);
      assertEquals(7, finding.line());
      assertFalse(loaded.hasErrors());
    }
    Loaded loaded = load(SOUND + hint.formatted("alpn"), "www.example.com", "");
    assertTrue(loaded.findings().stream().noneMatch(each -> each.code().equals("mandatory-hint")));
  }

  private Loaded loadForRegion(String records, String code) {
    return loadForRegion(records, "\"www.example.com\"", code);
  }

  private Loaded loadForRegion(String records, String names, String code) {
    return written
        .zone("example.com", records)
        .assertFindings(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions {
                us { networks = ["192.0.2.0/24", "2001:db8:1::/48"] }
                eu { networks = ["198.51.100.0/24"] }
              }
              checks { web { } }
              services {
                www {
                  names = [NAMES], check = web
                  regions = [
                    us
                    eu # <- CODE
                  ]
                }
              }
            }
            """
                .replace("NAMES", names)
                .replace("CODE", code));
  }

  @Test
  void aRegionWithoutRecordsIsNeverServed() {
    assertFalse(loadForRegion("www A 192.0.2.1\n", "region-without-records").hasErrors());
  }

  @Test
  void aTypeThatARegionLacksIsAnsweredEmpty() {
    Loaded loaded =
        loadForRegion(
            SOUND + "app A 192.0.2.2\n",
            "\"www.example.com\", \"app.example.com\"",
            "type-missing-in-region");
    Finding finding = Written.only(loaded, "type-missing-in-region");
    assertSays("region eu has no app.example.com. A:", finding);
    assertFalse(finding.isError());
  }

  @Test
  void aFamilyThatARegionLacksIsSaidOnce() {
    Loaded loaded =
        loadForRegion(SOUND + "www AAAA 2001:db8:1::1\n", "address-family-missing-in-region");
    Finding finding = Written.only(loaded, "address-family-missing-in-region");
    assertSays("region eu has no IPv6 address of service www", finding);
    assertFalse(finding.isError());
  }

  @Test
  void inASignedZoneNoRegionLacksAType() {
    String key = "@ DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\n";
    Loaded loaded =
        loadForRegion(SOUND + "www AAAA 2001:db8:1::1\n" + key, "type-missing-in-region");
    assertTrue(Written.only(loaded, "type-missing-in-region").isError());
  }

  @Test
  void anEndpointThatMayNotBeProbedIsPointedOut() {
    Loaded loaded =
        written
            .zone("example.com", "www A 192.0.2.1\nwww A 127.0.0.9\n")
            .assertFindings(
                """
                leeward {
                  zones = [ { origin = "example.com.", file = "example.com.zone" } ]
                  regions {
                    us { networks = ["192.0.2.0/24"] }
                    eu { networks = ["127.0.0.0/8"] }
                  }
                  checks { web { } }
                  services {
                    www { # <- endpoint-never-probed
                      names = ["www.example.com"], check = web
                      regions = [
                        us
                        eu # <- region-never-healthy
                      ]
                    }
                  }
                }
                """);
    assertSays("127.0.0.9 of service www", Written.only(loaded, "endpoint-never-probed"));
    assertSays(
        "region eu can never be healthy for service www: too few endpoints of www.example.com. A",
        Written.only(loaded, "region-never-healthy"));
  }
}
