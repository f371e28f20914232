package dev.leeward.zone;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of a $GENERATE, {@code 1-200} or {@code 1-200/2}, looked at before dnsjava expands it:
 * a slip of the pen must not fill the memory.
 */
final class GenerateRange {
  /** One for each address of a /12. */
  static final long MOST_RECORDS = 1 << 20;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,10})-(\\d{1,10})(?:/(\\d{1,10}))?");

  private GenerateRange() {}

  /** Says nothing of a range that it cannot read: dnsjava refuses that. */
  static void check(String text) throws TooLongException {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long step = range.group(3) == null ? 1 : Math.max(1, Long.parseLong(range.group(3)));
      long steps = (Long.parseLong(range.group(2)) - Long.parseLong(range.group(1))) / step;
      if (steps >= MOST_RECORDS) {
        throw new TooLongException(steps + 1);
      }
    }
  }

  /** More records than any network needs. */
  static final class TooLongException extends IOException {
    TooLongException(long records) {
      super("$GENERATE makes " + records + " records, more than " + MOST_RECORDS);
    }
  }
}
