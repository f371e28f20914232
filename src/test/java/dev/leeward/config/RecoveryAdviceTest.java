package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recovery-objective} beside what checks and TTLs can do. */
class RecoveryAdviceTest {
  private final Written written;

  RecoveryAdviceTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "www A 192.0.2.10\nwww A 198.51.100.10\n");
  }

  /** A check that takes 1 s + 250 ms + 2 x 1 s + 2 x 250 ms = 3.75 s to see silence. */
  private static String service(String names, String rest) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
      checks.web { timeout = 1s }
      services.www {
        check = web, regions = [us, eu]
        names = ["www.example.com."] %s
        %s
      }
    }
    """
        .formatted(names, rest);
  }

  @Test
  void withoutAnObjectiveNothingIsTooSlow() {
    assertEquals(Map.of(), written.settings(service("", "ttl = 1h")).recoveryObjectives());
  }

  @Test
  void whatIsQuickEnoughIsNotSpokenOf() {
    Settings settings = written.settings(service("", "recovery-objective = 65s"));
    assertEquals(Map.of("www", Duration.ofSeconds(65)), settings.recoveryObjectives());
  }

  @Test
  void aCheckMayBeTooSlowForIt() {
    Loaded loaded =
        written.assertFindings(
            service(
                "# <- negative-ttl-above-objective",
                "recovery-objective = 3s, ttl = 1s, suspect-ttl = 1s # <- check-above-objective"));
    assertSays(
        "to see that an endpoint is silent, and service www is to recover within 3s",
        Written.only(loaded, "check-above-objective"));
  }

  @Test
  void aTtlMayBeTooLongForIt() {
    Loaded loaded =
        written.assertFindings(
            service(
                "# <- negative-ttl-above-objective",
                "recovery-objective = 10s, ttl = 30s # <- ttl-above-objective"));
    assertSays(
        "caches keep answers of service www for 30s, and it is to recover within 10s",
        Written.only(loaded, "ttl-above-objective"));
  }

  @Test
  void bothTogetherMayBeTooLongForIt() {
    Loaded loaded =
        written.assertFindings(
            service(
                "# <- negative-ttl-above-objective",
                "ttl = 8s, recovery-objective = 10s # <- slower-than-objective"));
    assertSays("s pass, not 10s", Written.only(loaded, "slower-than-objective"));
  }

  @Test
  void anObjectiveIsAPositiveTime() {
    Loaded loaded = written.assertFindings(service("", "recovery-objective = 0s # <- bad-value"));
    assertSays("is zero", Written.only(loaded, "bad-value"));
  }
}
