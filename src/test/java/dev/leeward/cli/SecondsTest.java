package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
  @ValueSource(strings = {"10", "0s", "-5m", "5 m", "1.5h", "5M", "h", "", "99999999999s"})
  void anythingElseIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Seconds.Converter().convert(text));
  }
}
