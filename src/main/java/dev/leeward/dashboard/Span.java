package dev.leeward.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times for people: as coarse as they can be, so that a quiet page stays as it is. */
final class Span {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Younger than two beats of the default: as good as now. */
  private static final long NOW_SECONDS = 2;

  private Span() {}

  /** In at most two units. */
  static String text(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return units(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return units(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return units(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String units(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** To the tenth of a second below ten: for what is waited for. */
  static String exactly(Duration span) {
    double seconds = span.toMillis() / 1000.0;
    return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : text(span);
  }

  static String age(@Nullable Duration age) {
    if (age == null) {
      return "never";
    }
    return age.toSeconds() < NOW_SECONDS ? "now" : text(age) + " ago";
  }

  /** Only minutes: the page would change every second. */
  static String left(Instant now, @Nullable Instant until) {
    if (until == null) {
      return "until it is lifted";
    }
    Duration left = Duration.between(now, until);
    return left.toMinutes() < 1
        ? "under 1 min left"
        : text(Duration.ofMinutes(left.toMinutes())) + " left";
  }

  static String at(Instant at) {
    return SECONDS.format(at);
  }
}
