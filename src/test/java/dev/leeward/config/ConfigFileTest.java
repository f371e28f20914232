package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private final Path folder;
  private final Written written;

  ConfigFileTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "");
  }

  @Test
  void aMissingFileIsAFinding() {
    Path file = folder.resolve("absent.conf");
    Loaded loaded = Loaded.load(file, Optional.empty(), Map.of());
    assertNull(loaded.settings());
    assertEquals(
        file + ": the configuration does not exist; give --config a file that this user can read",
        Written.only(loaded, "no-configuration").toString());
  }

  @Test
  void aFolderIsNoConfiguration() {
    Loaded loaded = Loaded.load(folder, Optional.empty(), Map.of());
    assertSays("cannot be read", Written.only(loaded, "no-configuration"));
  }

  @Test
  void aSyntaxErrorHasItsLine() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              cluster = a
              zones = [ }   # <- bad-syntax
            """);
    assertNull(loaded.settings());
  }

  @Test
  void aSyntaxErrorInAnIncludedFileNamesThatFile() {
    Path included = written.file("common.conf", "leeward {\n  cluster = = b\n}\n");
    Finding finding =
        Written.only(written.load("include required(\"common.conf\")\n"), "bad-syntax");
    assertEquals(included.toString(), finding.file());
    assertEquals(2, finding.line());
  }

  @Test
  void whatIsWrongInAnIncludedFileNamesThatFile() {
    Path included = written.file("its-leeward.conf", "log {\n  level = loud\n}\n");
    Finding finding =
        Written.only(
            written.load(
                """
                leeward {
                  zones = [ { origin = "example.com.", file = "example.com.zone" } ]
                  include required("its-leeward.conf")
                }
                """),
            "bad-value");
    assertEquals(included + ":2", finding.file() + ":" + finding.line());
  }

  @Test
  void whatIsNoObjectAtAllIsRefused() {
    written.assertFindings("[1, 2] # <- bad-value\n");
    written.assertFindings("leeward = 5 # <- bad-value\n");
    written.assertFindings("leeward.instance = [a] # <- bad-value\n");
  }

  @Test
  void theWholeMayBeASubstitutionThatIsAddedTo() {
    Settings settings =
        written.settings(
            """
            leeward { cluster = common }
            leeward = ${leeward} {
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
            }
            """);
    assertEquals("common", settings.cluster());
  }

  @Test
  void anUndefinedSubstitutionHasItsLine() {
    written.assertFindings(
        """
        leeward {
          cluster = ${CLUSTER}   # <- unresolved-substitution
        }
        """);
  }

  @Test
  void anUnknownKeyIsRefusedWhereverItStandsAndTheNearestIsSuggested() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              clutser = a                       # <- unknown-key
              tracing { level = 1 }             # <- unknown-key
              listen {
                dns = ["127.0.0.1:5300"]
                dsn = ["127.0.0.1:5301"]        # <- unknown-key
              }
              zones = [
                { origin = "example.com.", file = "example.com.zone" }
                { origin = "example.net.",
                  file = "example.com.zone",
                  fiel = "x" }                  # <- unknown-key
              ]
              agreement {
                anchors = []                    # <- unknown-key
              }
            }
            leeward-defaults { }                # <- unknown-key
            """);
    assertSays("unknown key leeward.clutser; did you mean cluster?", first(loaded, 2));
    assertSays("did you mean dns?", first(loaded, 6));
    assertSays("did you mean file?", first(loaded, 12));
    assertSays("known here: ballot-expiry, beat, cold-start-wait, quorum", first(loaded, 15));
    assertSays("put everything into leeward", first(loaded, 18));
  }

  private static Finding first(Loaded loaded, int line) {
    return loaded.findings().stream().filter(each -> each.line() == line).findFirst().orElseThrow();
  }

  @Test
  void everyProblemIsListedAtItsLineAtOnce() {
    Loaded loaded =
        written.assertFindings(
            """
            leeward {
              cluster = "no spaces"             # <- bad-value
              listen {
                dns = [
                  "127.0.0.1:5300"
                  "127.0.0.1"                   # <- bad-value
                  "::1:53"                      # <- bad-value
                  [1]                           # <- bad-value
                ]
                api = { port = 53 }             # <- bad-value
                link = "localhost:5801"         # <- bad-value
              }
              state-directory = null            # <- missing-key
              zones = [
                "example.com.zone"              # <- bad-value
                { file = "example.com.zone" }   # <- missing-key
              ]
              regions {
                one = "192.0.2.0/24"            # <- bad-value
                two { networks = "192.0.2.0" }  # <- bad-value
                three {
                  networks = [
                    "192.0.2.0/33"              # <- bad-value
                    "192.0.2.0/24"
                  ]
                }
                four { networks = [] }          # <- empty-region
                "f/v" { networks = ["::1"] }    # <- bad-name
              }
              agreement {
                quorum = 2                      # <- bad-quorum
                beat = 1                        # <- bad-value
                ballot-expiry = soon            # <- bad-value
                cold-start-wait = null          # <- missing-key
              }
              explain {
                to = ["localhost"]              # <- bad-value
              }
              answers = none                    # <- bad-value
              log {
                level = loud                    # <- bad-value
                format = xml                    # <- bad-value
              }
              probes {
                max-concurrent = 0              # <- bad-value
                resolvers = [
                  "*:53"                        # <- bad-value
                  "192.0.2.53"                  # <- bad-value
                  "192.0.2.53:53"
                ]
                allow-loopback = maybe          # <- bad-value
                user-agent = ""                 # <- bad-value
              }
            }
            """);
    assertNull(loaded.settings());
    assertSays(
        "leeward.agreement.beat: \"1\" has no unit; write a number with a unit", first(loaded, 32));
    assertSays("write info or error or warn or debug", first(loaded, 41));
  }

  @Test
  void everyProblemOfChecksAndServicesIsListedAtItsLine() {
    written.assertFindings(
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { a { networks = ["192.0.2.0/25"] }, b { networks = ["192.0.2.128/25"] } }
          checks {
            web {
              port = 0                              # <- bad-value
              path = "healthz"                      # <- bad-value
              host = "two words"                    # <- bad-value
              expect-status = [
                200
                "20x"                               # <- bad-value
              ]
              interval = 0s                         # <- bad-value
              timeout = 1000                        # <- bad-value
              fall = 0                              # <- bad-value
              rise = 1.5                            # <- bad-value
              intervall = 1s                        # <- unknown-key
            }
            none { expect-status = [] }             # <- bad-value
            plain {                                 # <- missing-key
              type = tcp
              path = "/"                            # <- bad-value
            }
            odd { type = smtp }                     # <- bad-value
          }
          services {
            www {
              names = [
                "www.example.com."
                "a..b"                              # <- bad-value
              ]
              check = web
              policy = weighted                     # <- bad-value
              when-all-down = closed                # <- bad-value
              regions = [a, b]
              min-healthy = many                    # <- bad-value
              failback {
                mode = never                        # <- bad-value
                hold = 60                           # <- bad-value
              }
              ttl = 500ms                           # <- bad-value
              suspect-ttl = 1s
            }
            none { check = plain, regions = [a, b] }        # <- service-without-names
            text {                                  # <- missing-key
              names = www                           # <- bad-value
              regions = a                           # <- bad-value
            }
            odd { names = [x.example.com], check = odd, regions = [a, b] }
            empty {
              names = [y.example.com], check = none
              regions = []                          # <- service-without-regions
            }
          }
        }
        """);
  }

  @Test
  void aFindingReadsAsFileLineWhatAndWhatToDo() {
    Finding finding = new Finding(Finding.Severity.ERROR, "code", "a.conf", 3, "bad", "mend it");
    assertEquals("a.conf:3: bad; mend it", finding.toString());
  }
}
