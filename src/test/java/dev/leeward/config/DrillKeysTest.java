package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.failover.Cadence;
import dev.leeward.failover.DrillSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code drills}. */
class DrillKeysTest {
  private static final String SERVICE =
      """
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"], ap.networks = ["203.0.113.0/24"] }
      checks.web {}
      services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
      services.api { names = ["api.example.com."], check = web, regions = [eu, ap] }
      """;

  private final Written written;

  DrillKeysTest(@TempDir Path folder) {
    written =
        new Written(folder)
            .zone(
                "example.com",
                """
                www A 192.0.2.10
                www A 198.51.100.10
                api A 198.51.100.11
                api A 203.0.113.11
                """);
  }

  private static String with(String more) {
    return "leeward {\n" + SERVICE + more + "\n}\n";
  }

  private List<DrillSchedule> drills(String more) {
    return written.settings(with(more)).drills();
  }

  @Test
  void noneIsBegunByItselfUnlessTheConfigurationSaysSo() {
    assertEquals(List.of(), drills(""));
  }

  @Test
  void oneThatSaysOnlyWhereAndWhenIsAShadowOfTwoMinutesOfAllServices() {
    assertEquals(
        List.of(
            new DrillSchedule(
                "weekly", "us", null, Duration.ofMinutes(2), Cadence.At.parse("Sun 03:00"), true)),
        drills("drills.weekly { region = us, at = \"Sun 03:00\" }"));
  }

  @Test
  void everyKeyCounts() {
    assertEquals(
        List.of(
            new DrillSchedule(
                "often",
                "ap",
                "api",
                Duration.ofMinutes(5),
                new Cadence.Every(Duration.ofDays(1)),
                false)),
        drills(
            "drills { often { region = ap, service = api, for = 5m, every = 1d, shadow = false }"
                + " }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region = mars, at = \"03:00\" | region is \"mars\", which is no region",
        "region = us, service = ftp, at = \"03:00\" | service is \"ftp\", which is no service",
        "region = us, service = api, at = \"03:00\" | region is none of service api",
        "region = us, at = \"3 Uhr\" | at: \"3 Uhr\" is no time of a day in UTC",
        "region = us | at and every are missing",
        "region = us, at = \"03:00\", every = 1d | at stands beside every",
        "region = us, every = 5m, for = 1m | every is less than 10m or than twice for",
        "region = us, every = 3h, for = 2h | every is less than 10m or than twice for",
        "region = us, at = \"03:00\", for = 5h | for is longer than 4h",
        "region = us, at = \"03:00\", for = 0s | for is zero",
        "region = us, at = \"03:00\", shadow = perhaps | shadow is neither true nor false",
      })
  void whatCannotBeBegunIsNamedWhereItStands(String lines, String said) {
    assertSays(
        "leeward.drills.d." + said,
        Written.only(written.load(with("drills.d { " + lines + " }")), "bad-value"));
  }
}
