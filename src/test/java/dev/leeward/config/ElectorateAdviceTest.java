package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.topology.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectorateAdviceTest {
  private final Path folder;
  private final Written written;
  private final Map<String, String> keys = new HashMap<>();

  ElectorateAdviceTest(@TempDir Path folder) throws KeyFileException {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "").instance("a");
    for (String name : List.of("a", "b", "c", "d")) {
      keys.put(name, KeyFile.generate(folder.resolve(name + ".key"), name));
    }
  }

  /** {@code KEY-a} stands for the public key of a. */
  private Loaded assertFindings(String inLeeward) {
    String text =
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
        """
            + inLeeward
            + "}\n";
    for (Map.Entry<String, String> key : keys.entrySet()) {
      text = text.replace("KEY-" + key.getKey(), key.getValue());
    }
    return written.assertFindings(text);
  }

  @Test
  void threeVotersInThreeRegionsAreSound() {
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances {
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
              c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
            }
            """);
    assertNotNull(loaded.settings());
  }

  /** {@code voters} of the service's withdrawal may say what is to be found. */
  private Loaded withdrawal(String voters) {
    return assertFindings(
        """
        private-key-file = a.key
        instances {
          a { region = us, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b { region = eu, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
        }
        regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
        checks.web {}
        services.www {
          names = ["www.example.com."], check = web, regions = [us, eu]
          withdrawal {
            voters = %s
          }
        }
        """
            .formatted(voters));
  }

  @Test
  void aWithdrawalThatNeedsTheVotersWhoDieWithTheRegionIsFound() {
    written.zone("example.com", "www A 192.0.2.10\nwww A 198.51.100.10\n");
    withdrawal("3 # <- withdrawal-needs-the-lost");
    withdrawal("2");
    withdrawal("\"66%\"");
  }

  @Test
  void withTwoVotersTheLossOfEitherStopsAutomation() {
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances { # <- two-voters
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = x, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
            }
            """);
    assertNotNull(loaded.settings());
  }

  @Test
  void noRegionHoldsAQuorum() {
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances { # <- region-holds-quorum
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = x, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
              c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
            }
            """);
    assertSays("region x holds 2 of 3", Written.only(loaded, "region-holds-quorum"));
  }

  @Test
  void aRegionWhoseLossLeavesNoQuorumIsPointedOut() {
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances { # <- no-quorum-outside
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = x, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
              c { region = y, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
              d { region = z, link-address = "10.8.0.4:5801", public-key = "KEY-d" }
            }
            """);
    assertSays("losing region x", Written.only(loaded, "no-quorum-outside"));
  }

  @Test
  void aQuorumIsMoreThanHalfOfTheVoters() {
    String text =
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
        }
        agreement {
          quorum = 1 # <- bad-quorum
        }
        """;
    assertSays(
        "quorum 1 of 3 voters; write majority, or a number from 2 to 3",
        Written.only(assertFindings(text), "bad-quorum"));
    assertFindings(text.replace("quorum = 1", "quorum = 4"));
    // With all three, the loss of any region stops automation: one warning for each.
    Loaded loaded =
        assertFindings(
            text.replace("quorum = 1 # <- bad-quorum", "quorum = 3")
                .replace(
                    "instances {",
                    "instances { # <- no-quorum-outside no-quorum-outside no-quorum-outside"));
    assertEquals(3, Objects.requireNonNull(loaded.settings()).agreement().quorum());
  }

  @Test
  void aWitnessVotesAndSomebodyServes() {
    String text =
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c", role = witness }
        }
        """;
    Settings settings = Objects.requireNonNull(assertFindings(text).settings());
    assertFalse(settings.isWitness());
    assertEquals(
        List.of(false, false, true),
        settings.instances().stream().map(Instance::isWitness).toList());
    written.instance("c");
    Settings ofWitness =
        Objects.requireNonNull(assertFindings(text.replace("a.key", "c.key")).settings());
    assertTrue(ofWitness.isWitness());
    written.instance("a");
    Loaded nobody =
        assertFindings(
            text.replace(", role = witness", "")
                .replace(" }\n", ", role = witness }\n")
                .replace("instances {", "instances { # <- only-witnesses"));
    assertSays("none serves DNS", Written.only(nobody, "only-witnesses"));
    assertFindings(text.replace("role = witness }", "role = judge } # <- bad-value"));
  }

  @Test
  void anInstanceIsAmongTheInstances() {
    written.instance("e");
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances { # <- unknown-instance
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
              c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
            }
            """);
    assertSays("give --instance one of a, b, c", Written.only(loaded, "unknown-instance"));
  }

  @Test
  void whatIsWrongInAnotherInstancesBlockShowsOnThisOne() {
    assertFindings(
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b {
            region = y, public-key = "KEY-b"
            link-address = "b.example.net:5801" # <- bad-value
            listen {
              api = "10.8.0.2:8053" # <- open-api
              quic = "10.8.0.2:853" # <- unknown-key
            }
            rank = first # <- unknown-key
          }
          c {
            region = z
            link-address = "*:5801" # <- bad-value
            public-key = ${?NO_SUCH_KEY} # <- missing-key
          }
        }
        """);
  }

  @Test
  void aPublicKeyIsWhatKeygenPrinted() {
    assertFindings(
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = ["KEY-a", "KEY-d"] }
          b {
            region = y, link-address = "10.8.0.2:5801",
            public-key = "ed25519:c2hvcnQ=" # <- bad-value
          }
          c {
            region = z, link-address = "10.8.0.3:5801",
            public-key = [] # <- bad-value
          }
        }
        """);
  }

  @Test
  void oneKeyHasOneVote() {
    Loaded loaded =
        assertFindings(
            """
            private-key-file = a.key
            instances {
              a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
              b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
              c { region = z, link-address = "10.8.0.3:5801",
                  public-key = "KEY-a" } # <- duplicate-public-key
            }
            """);
    assertSays("c has a public key of a", Written.only(loaded, "duplicate-public-key"));
  }

  @Test
  void linkAddressesAreDifferentAndOnDifferentHosts() {
    assertFindings(
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b { region = y, public-key = "KEY-b",
              link-address = "10.8.0.1:5801" } # <- duplicate-link-address
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
          d { region = w, public-key = "KEY-d",
              link-address = "10.8.0.3:5811" } # <- instances-on-one-host
        }
        """);
  }

  @Test
  void onLoopbackThePortAfterALinksIsUsedToo() {
    assertFindings(
        """
        private-key-file = a.key
        instances {
          a { region = x, link-address = "127.0.0.1:5801", public-key = "KEY-a" }
          b { region = y, public-key = "KEY-b",
              link-address = "127.0.0.1:5802" } # <- adjacent-link-ports
          c { region = z, link-address = "127.0.0.1:5804", public-key = "KEY-c" }
        }
        """);
  }

  @Test
  void withPeersAPrivateKeyIsNeeded() {
    assertFindings(
        """
        private-key-file = null # <- missing-key
        instances {
          a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a" }
          b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
        }
        """);
  }

  private Loaded withKeyFile(String file, String code) {
    return assertFindings(
        """
        instances {
          a {
            region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a"
            private-key-file = FILE # <- CODE
          }
          b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b" }
          c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c" }
        }
        """
            .replace("FILE", file)
            .replace("CODE", code));
  }

  @Test
  void aMissingPrivateKeyIsAFindingThatTellsHowToMakeIt() {
    assertSays(
        "does not exist; make it with: leeward keygen --out " + folder.resolve("e.key"),
        Written.only(withKeyFile("e.key", "bad-private-key"), "bad-private-key"));
  }

  @Test
  void aPrivateKeyThatOthersCanReadIsRefused() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("a.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertSays(
        "chmod 600", Written.only(withKeyFile("a.key", "bad-private-key"), "bad-private-key"));
  }

  @Test
  void theKeyOfAnotherInstanceIsRefused() {
    assertSays(
        "is not the key of instance a",
        Written.only(withKeyFile("b.key", "foreign-private-key"), "foreign-private-key"));
  }
}
