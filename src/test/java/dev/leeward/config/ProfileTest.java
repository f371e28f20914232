package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.CheckTiming;
import dev.leeward.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service's profile presets. */
class ProfileTest {
  private static final String SERVICE =
      "{ names = [NAME.example.com], check = web, regions = [us, eu], MORE }";

  private final Written written;

  ProfileTest(@TempDir Path folder) {
    written =
        new Written(folder)
            .zone(
                "example.com",
                """
                www A 192.0.2.10
                www A 198.51.100.10
                """);
  }

  private static String with(String more) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
      checks.web {}
      %s
    }
    """
        .formatted(more);
  }

  private static String www(String more) {
    return "services.www " + SERVICE.replace("NAME", "www").replace("MORE", more);
  }

  private static String api(String more) {
    return "\nservices.api " + SERVICE.replace("NAME", "api").replace("MORE", more);
  }

  private Settings settings(String more) {
    return written.settings(with(more));
  }

  private static CheckTiming timing(Settings settings) {
    return Objects.requireNonNull(settings.checks().get("web")).timing();
  }

  private static final CheckTiming STATELESS =
      CheckTiming.learning(
          Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofMillis(100), 3, 5);

  private static CheckTiming timing(int interval, int timeout, long retry, int fall, int rise) {
    return new CheckTiming(
        Duration.ofSeconds(interval),
        Duration.ofSeconds(timeout),
        Duration.ofMillis(retry),
        Duration.ofMillis(100),
        fall,
        rise);
  }

  @Test
  void aServiceIsStatelessUnlessItSaysOtherwise() {
    Settings settings = settings(www("policy = failover"));
    Service service = settings.services().getFirst();
    assertEquals(Service.Profile.STATELESS, service.profile());
    assertEquals(Service.Failback.AUTOMATIC, service.failback());
    assertEquals(Service.WhenAllDown.OPEN, service.whenAllDown());
    assertEquals(List.of(30L, 5L), List.of(service.ttl(), service.suspectTtl()));
    assertEquals(STATELESS, timing(settings));
    assertEquals(settings.services(), settings(www("profile = stateless")).services());
  }

  @Test
  void aStatefulOneWaitsForAnOperatorAndMovesAfterAMinute() {
    Settings settings = settings(www("profile = stateful"));
    Service service = settings.services().getFirst();
    assertEquals(Service.Profile.STATEFUL, service.profile());
    assertEquals(Service.Failback.MANUAL, service.failback());
    assertEquals(Duration.ofMinutes(5), service.failbackHold());
    assertEquals(Service.WhenAllDown.HOLD, service.whenAllDown());
    assertEquals(List.of(60L, 5L), List.of(service.ttl(), service.suspectTtl()));
    assertEquals(timing(5, 3, 5000, 6, 20), timing(settings));
  }

  @Test
  void whatIsWrittenGoesBeforeTheProfile() {
    Settings settings =
        settings(
            www("profile = stateful, ttl = 10s, when-all-down = open, failback.hold = 7m")
                + "\nchecks.web { fall = 4, timeout = 2s }");
    Service service = settings.services().getFirst();
    assertEquals(10, service.ttl());
    assertEquals(Service.WhenAllDown.OPEN, service.whenAllDown());
    assertEquals(Duration.ofMinutes(7), service.failbackHold());
    assertEquals(Service.Failback.MANUAL, service.failback(), "only the hold was written");
    assertEquals(timing(5, 2, 5000, 4, 20), timing(settings));
  }

  @Test
  void aCheckThatServicesOfBothProfilesUseIsThatOfStatelessOnesAndSaysSo() {
    written.zone(
        "example.com",
        """
        www A 192.0.2.10
        www A 198.51.100.10
        api A 192.0.2.10
        api A 198.51.100.10
        """);
    String both = www("profile = stateful") + api("profile = stateless");
    Loaded loaded = written.load(with(both));
    assertSays(
        "check web is used by stateless and by stateful services",
        Written.only(loaded, "check-of-two-profiles"));
    assertTrue(!loaded.hasErrors());
    assertEquals(STATELESS, timing(Objects.requireNonNull(loaded.settings())));
    Settings said =
        settings(
            both
                + "\nchecks.web { interval = 2s, timeout = 2s, retry-interval = 1s, fall = 5, rise ="
                + " 9 }");
    assertEquals(timing(2, 2, 1000, 5, 9), timing(said));
  }

  @Test
  void anotherWordIsRefused() {
    assertSays(
        "leeward.services.www.profile is \"state\"; write stateless or stateful",
        Written.only(written.load(with(www("profile = state"))), "bad-value"));
    assertSays(
        "did you mean profile?",
        Written.only(written.load(with(www("profil = stateful"))), "unknown-key"));
  }

  @Test
  void theRestOfAFileIsReadAlikeInBothProfiles() {
    assertSays(
        "did you mean failback?",
        Written.only(
            written.load(with(www("profile = stateful, failbck.hold = 1m"))), "unknown-key"));
  }

  @ParameterizedTest
  @CsvSource({
    "when-all-down, open, hold",
    "failback.mode, automatic, manual",
    "failback.hold, 60s, 5m",
    "ttl, 30s, 60s",
    "withdrawal.hold, 0s, 60s",
    "withdrawal.voters, 1, 66%",
    "withdrawal.max-regions, 1000, 1",
    "suspect-ttl, 5s, 5s",
  })
  void theManualsTableIsWhatThereIs(String key, String stateless, String stateful)
      throws IOException {
    String manual = Files.readString(Path.of("src/site/markdown/configuration.md"));
    String row = " `" + key + "` | `" + stateless + "` | `" + stateful + "` |";
    assertTrue(manual.contains(row), row);
    assertEquals(
        settings(www("profile = stateless")).services().getFirst(),
        settings(www(key + " = " + stateless)).services().getFirst());
    Service written =
        settings(www("profile = stateful, " + key + " = " + stateful)).services().getFirst();
    assertEquals(settings(www("profile = stateful")).services().getFirst(), written);
  }
}
