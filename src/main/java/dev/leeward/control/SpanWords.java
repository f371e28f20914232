package dev.leeward.control;

import java.math.BigDecimal;
import java.util.List;

/** Seconds for people who think in hours: {@code 14400 s (4 h)}. Pure. */
final class SpanWords {
  /** A unit, and from how many seconds on it is used. */
  private record Unit(String word, double seconds) {}

  private static final List<Unit> LARGEST_FIRST =
      List.of(new Unit("d", 86_400), new Unit("h", 3600), new Unit("min", 60), new Unit("s", 1));

  private SpanWords() {}

  static String of(double seconds) {
    String exact = number(seconds) + " s";
    for (Unit unit : LARGEST_FIRST) {
      if (seconds >= unit.seconds()) {
        return unit.seconds() == 1
            ? exact
            : exact
                + " ("
                + number(Math.round(seconds / unit.seconds() * 10) / 10.0)
                + " "
                + unit.word()
                + ")";
      }
    }
    return exact;
  }

  /** Without an exponent, and without a fraction that says nothing. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
