package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.Service;
import dev.leeward.zone.ListedRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The keys {@code records} and {@code when-all-down} of a service, and {@code hosts} of a region.
 */
class ListedRecordsKeysTest {
  private static final String LISTED =
      "records { us = \"CNAME lb.use1.example.net.\", eu = [\"CNAME lb.euw1.example.net.\"] }";

  private static final String OTHER =
      "leeward.services.other { names = [api.example.com], check = web, regions = [us, eu] }\n";

  private final Written written;

  ListedRecordsKeysTest(@TempDir Path folder) {
    written =
        new Written(folder)
            .zone(
                "example.com",
                """
                www CNAME lb.use1.example.net.
                api A 192.0.2.10
                api A 198.51.100.10
                api AAAA 2001:db8:1::10
                api AAAA 2001:db8:2::10
                """);
  }

  private static String www(String more) {
    return service("www", more) + OTHER;
  }

  private static String service(String name, String more) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions {
        us { networks = ["192.0.2.0/24", "2001:db8:1::/48"] }
        eu { networks = ["198.51.100.0/24", "2001:db8:2::/48"] }
      }
      checks.web {}
      services.it {
        names = ["%s.example.com."], check = web, regions = [us, eu]
        %s
      }
    }
    """
        .formatted(name, more);
  }

  private void assertFound(String code, String said, String text) {
    assertSays(said, Written.only(written.load(text), code));
  }

  @Test
  void nothingIsListedUnlessTheConfigurationSaysSo() {
    Service service = written.settings(service("api", "")).services().getFirst();
    assertEquals(ListedRecords.NONE, service.listed());
    assertEquals(Service.WhenAllDown.OPEN, service.whenAllDown());
  }

  @Test
  void aRegionHasOneRecordOrAList() {
    assertEquals(
        new ListedRecords(
            Map.of(
                "us", List.of(ListedRecord.parse("CNAME lb.use1.example.net.")),
                "eu", List.of(ListedRecord.parse("CNAME lb.euw1.example.net."))),
            List.of()),
        written.settings(www(LISTED)).services().getFirst().listed());
  }

  @Test
  void whenAllAreDownRecordsMayBeListed() {
    Service service =
        written
            .settings(www(LISTED + "\nwhen-all-down { records = \"CNAME sorry.example.org.\" }"))
            .services()
            .getFirst();
    assertEquals(Service.WhenAllDown.RECORDS, service.whenAllDown());
    assertEquals(
        List.of(ListedRecord.parse("CNAME sorry.example.org.")), service.listed().whenAllDown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "records { us = \"TXT x\" } | it.records.us: \"TXT x\" points at no address and no host",
        "records { us = [\"A 1.2.3\"] } | it.records.us[0]: \"A 1.2.3\"",
        "when-all-down = closed | it.when-all-down: \"closed\" is no policy",
        "when-all-down { records = [] } | it.when-all-down.records lists nothing to serve",
        "when-all-down { records = [\"A x\"] } | it.when-all-down.records[0]: \"A x\"",
      })
  void whatIsNoRecordOrNoPolicyIsNamedWhereItStands(String line, String said) {
    assertFound("bad-value", "leeward.services." + said, service("api", line));
  }

  @Test
  void anUnknownKeyOfWhenAllDownIsRefused() {
    assertFound(
        "unknown-key",
        "did you mean records?",
        service("api", "when-all-down { record = \"A 203.0.113.9\" }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "records-of-other-region | lists records for use, none of its regions;"
            + " did you mean us? | records { use = \"A 192.0.2.10\" }",
        "alias-beside-others | lists a CNAME beside other records |"
            + " records { us = [\"CNAME a.example.net\", \"CNAME b.example.net\"] }",
        "nothing-to-replace | api.example.com. has no CNAME in its zone |"
            + " records { us = \"CNAME a.example.net\", eu = \"CNAME b.example.net\" }",
        "alias-of-itself | leads to its own name api.example.com. |"
            + " records { us = \"CNAME api.example.com\" }",
        "type-missing-when-all-down | lists no AAAA | when-all-down { records = \"A 203.0.113.9\" }",
        "endpoint-in-two-regions | 192.0.2.10 is listed for us and for eu |"
            + " records { us = \"A 192.0.2.10\", eu = \"A 192.0.2.10\" }",
      })
  void whatCannotBeServedIsRefused(String code, String said, String line) {
    Loaded loaded = written.load(service("api", line));
    assertSays(
        said,
        loaded.findings().stream()
            .filter(each -> each.code().equals(code))
            .findFirst()
            .orElseThrow(() -> new AssertionError(loaded.findings().toString())));
  }

  @Test
  void anAliasIsNotSpread() {
    assertFound("spread-alias", "it has one record", www(LISTED + ", policy = spread"));
  }

  @Test
  void anAliasWithNothingListedIsStillRefused() {
    assertFound("name-is-alias", "is an alias of a host in no region", www(""));
  }

  @Test
  void hostsTellWhichRegionAnAliasLeadsTo() {
    String hosts = "regions { us.hosts = [\"*.use1.example.net\"], eu.hosts = [lb.example.org] }\n";
    Loaded loaded = written.load(www("").replace("checks.web {}", hosts + "checks.web {}"));
    assertEquals(
        List.of("region-without-records"),
        loaded.findings().stream().map(Finding::code).toList(),
        () -> String.valueOf(loaded.findings()));
    assertEquals(
        "[lb.use1.example.net./web]", loaded.topology().services().getFirst().targets().toString());
  }

  @Test
  void hostsOfTwoRegionsThatOverlapAreRefusedWithBothLines() {
    written.assertFindings(
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions {
            us {
              hosts = [
                "*.example.net"
              ]
            }
            eu {
              hosts = [
                "lb.example.org",
                "*.use1.example.net"   # <- overlapping-hosts
              ]
            }
          }
        }
        """);
    assertFound(
        "overlapping-hosts",
        "*.a.example.net. of region eu overlaps *.example.net. of us at line 3",
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us.hosts = ["*.example.net"]
          eu.hosts = ["*.a.example.net"] }
        }
        """);
  }

  @Test
  void aRegionHasNetworksOrHosts() {
    assertFound(
        "empty-region",
        "region no has no networks and no hosts",
        service("api", "}, regions.no {"));
    assertFound(
        "bad-value",
        "leeward.regions.no.hosts[0]: \"*\" is every name",
        service("api", "}, regions.no { hosts = [\"*\"]"));
    assertFound(
        "unknown-key",
        "did you mean hosts?",
        service("api", "}, regions.no { hosts = [a.example.net], host = []"));
  }
}
