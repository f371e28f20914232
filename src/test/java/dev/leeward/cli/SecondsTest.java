package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class SecondsTest {
  @ParameterizedTest
  @CsvSource({"500ms,0.5", "10s,10", "5m,300", "4h,14400", "1d,86400"})
  void aDurationIsANumberAndAUnit(String text, double seconds) {
    assertEquals(seconds, new Seconds.Converter().convert(text).value(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9h | '9h' is longer than the 4h that are allowed; give at most 4h, or drain the region:"
            + " leeward drain REGION --for D",
        "999ms | '999ms' is too short; give at least 1s",
        "0s | '0s' is too short; give at least 1s",
      })
  void aDrillThatIsTooLongOrTooShortIsToldItsLimit(String text, String said) {
    TypeConversionException refused =
        assertThrows(TypeConversionException.class, () -> new Seconds.OfDrill().convert(text));
    assertEquals(said, refused.getMessage());
  }

  @Test
  void anOverrideOfACenturyIsToldItsLimit() {
    TypeConversionException refused =
        assertThrows(
            TypeConversionException.class, () -> new Seconds.OfOverride().convert("36500d"));
    assertEquals(
        "'36500d' is longer than the 3650d that are allowed; give at most that, or --permanent",
        refused.getMessage());
  }

  /** The command refuses what the API would, and nothing else. */
  @Test
  void theLimitsAreThoseOfTheDocument() throws IOException {
    try (InputStream in = SecondsTest.class.getResourceAsStream("/openapi/leeward-v1.yaml")) {
      String document =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Set<String> limits =
          document
              .lines()
              .filter(line -> line.strip().startsWith("forSeconds:"))
              .map(line -> line.replaceFirst(".*minimum: ([0-9.]+), maximum: ([0-9]+).*", "$1 $2"))
              .collect(Collectors.toSet());
      assertEquals(Set.of("1 14400", "0.001 315360000"), limits);
      assertEquals(14_400, new Seconds.OfDrill().convert("4h").value());
      assertEquals(315_360_000, new Seconds.OfOverride().convert("3650d").value());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "0s", "-5m", "5 m", "1.5h", "5M", "h", "", "99999999999s"})
  void anythingElseIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Seconds.Converter().convert(text));
  }
}
