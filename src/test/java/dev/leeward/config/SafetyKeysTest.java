package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.topology.Safety;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code safety}, common and a service's own. */
class SafetyKeysTest {
  private static final String SERVICE =
      """
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
      checks.web {}
      services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
      """;

  private final Written written;

  SafetyKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "www A 192.0.2.10\nwww A 198.51.100.10\n");
  }

  private static String with(String more) {
    return "leeward {\n" + SERVICE + more + "\n}\n";
  }

  private Safety safety(String more) {
    return written.settings(with(more)).services().getFirst().safety();
  }

  @Test
  void
      oneRegionOfThreeStaysInAndTenChangesInTenMinutesAreEnoughUnlessTheConfigurationSaysOtherwise() {
    assertEquals(new Safety(1, 0.67, 10, Duration.ofMinutes(10)), safety(""));
    assertEquals(
        new Safety(2, 0.5, 4, Duration.ofHours(1)),
        safety("safety { min-regions = 2, max-withdrawn-share = 0.5, max-changes = 4, per = 1h }"));
  }

  @Test
  void eachKeyThatAServiceHasGoesBeforeTheCommonOne() {
    assertEquals(
        new Safety(2, 0.5, 10, Duration.ofMinutes(10)),
        safety(
            "safety.max-withdrawn-share = 0.5\nservices.www.safety { min-regions = 2, per = null }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min-regions = 0 | min-regions is no whole number from 1 to 1000",
        "max-withdrawn-share = 1.5 | max-withdrawn-share is \"1.5\", not a share",
        "max-withdrawn-share = half | max-withdrawn-share is \"half\", not a share",
        "max-changes = 0 | max-changes is no whole number from 1 to 1000000",
        "per = 0s | per is zero",
        "per = 10 | per: \"10\" has no unit",
      })
  void whatIsOutOfBoundsIsNamedWhereItStands(String line, String said) {
    assertSays(
        "leeward.safety." + said,
        Written.only(written.load(with("safety { " + line + " }")), "bad-value"));
    assertSays(
        "leeward.services.www.safety." + said,
        Written.only(written.load(with("services.www.safety { " + line + " }")), "bad-value"));
  }

  @Test
  void aKeyThatDoesNotExistIsRefusedAndTheNearestIsSuggested() {
    assertSays(
        "did you mean min-regions?",
        Written.only(written.load(with("safety { min-region = 1 }")), "unknown-key"));
    assertSays(
        "did you mean max-changes?",
        Written.only(written.load(with("services.www.safety { max-change = 1 }")), "unknown-key"));
  }

  @Test
  void moreRegionsThanThereAreCannotStayIn() {
    assertSays(
        "service www has 2 regions, and min-regions is 3",
        Written.only(written.load(with("services.www.safety.min-regions = 3")), "too-few-regions"));
  }
}
