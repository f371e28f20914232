package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigAdviceTest {
  private final Path folder;
  private final Written written;

  ConfigAdviceTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "www A 192.0.2.1\nwww A 198.51.100.1\n");
  }

  @Test
  void aZoneIsListedOnce() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward.zones = [
              { origin = "example.com.", file = "example.com.zone" }
              { origin = "EXAMPLE.com", file = "example.com.zone" }  # <- duplicate-zone
            ]
            """);
    assertNull(loaded.settings());
  }

  @Test
  void aConfigurationWithoutZonesIsPointedOut() {
    Loaded loaded = written.assertFindings("leeward { zones = [] }  # <- no-zones\n");
    assertNotNull(loaded.settings());
  }

  @Test
  void anAddressLiesInOneRegion() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions {
                one {
                  networks = ["192.0.2.0/24"]
                }
                two {
                  networks = [
                    "198.51.100.0/24"
                    "192.0.2.128/25"  # <- overlapping-regions
                  ]
                }
              }
            }
            """);
    assertSays(
        "192.0.2.128/25 of region two overlaps 192.0.2.0/24 of one",
        Written.only(loaded, "overlapping-regions"));
  }

  @Test
  void aServiceNamesWhatIsDefined() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions {
                us-east { networks = ["192.0.2.0/24"] }
                eu-west { networks = ["198.51.100.0/24"] }
              }
              checks {
                web { }  # <- unused-check
              }
              services {
                www {
                  names = ["www.example.com."]
                  check = wed  # <- unknown-check
                  regions = [
                    us-east
                    eu-wets  # <- unknown-region
                    eu-west
                  ]
                }
              }
            }
            """);
    assertSays("did you mean web?", Written.only(loaded, "unknown-check"));
    assertSays("did you mean eu-west?", Written.only(loaded, "unknown-region"));
    assertNull(loaded.settings());
  }

  @Test
  void aNameBelongsToOneServiceAndARegionIsListedOnce() {
    written.assertFindings(
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions {
            us-east { networks = ["192.0.2.0/24"] }
            eu-west { networks = ["198.51.100.0/24"] }
          }
          checks { web { } }
          services {
            www { names = ["www.example.com."], check = web, regions = [us-east, eu-west] }
            too {
              names = ["WWW.example.com"]  # <- name-in-two-services
              check = web
              regions = [
                us-east
                eu-west
                eu-west  # <- duplicate-region
              ]
            }
          }
        }
        """);
  }

  @Test
  void aServiceWithOneRegionCannotFailOver() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              regions { all { networks = ["192.0.2.0/24", "198.51.100.0/24"] } }
              checks { web { } }
              services {
                www {
                  names = ["www.example.com."], check = web
                  ttl = 5s
                  suspect-ttl = 10s  # <- suspect-ttl-above-ttl
                  regions = [all]  # <- service-with-one-region
                }
              }
            }
            """);
    assertFalse(loaded.hasErrors());
    assertNotNull(loaded.settings());
  }

  @Test
  void anApiOnAnotherThanALoopbackAddressNeedsAToken() {
    String text =
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          listen {
            api = "*:8053"  # <- open-api
          }
        }
        """;
    assertNull(written.assertFindings(text).settings());
    written.file("token", "ann admin sha256:" + "0a".repeat(32) + "\n");
    String guarded = text.replace("# <- open-api", "# <- api-without-tls\n api-token-file = token");
    Loaded loaded = written.assertFindings(guarded);
    assertFalse(loaded.hasErrors());
    assertSays("tokens can be read on their way", Written.only(loaded, "api-without-tls"));
  }

  @Test
  void aTokenFileIsThereAndNotEmpty() {
    String text =
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          listen {
            api-token-file = token  # <- bad-token-file
          }
        }
        """;
    assertSays("does not exist", Written.only(written.assertFindings(text), "bad-token-file"));
    written.file("token", "\n");
    assertSays("is empty", Written.only(written.assertFindings(text), "bad-token-file"));
    written.file("token", "# who\nann root sha256:" + "0a".repeat(32) + "\n");
    assertSays(
        "token:2: has no role after the name ann; write NAME ROLE TOKEN",
        Written.only(written.assertFindings(text), "bad-token-file"));
  }

  @Test
  void anInstanceWithoutDnsAddressIsRefused() {
    written.assertFindings(
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          listen {
            dns = []  # <- no-dns-address
          }
        }
        """);
  }
}
