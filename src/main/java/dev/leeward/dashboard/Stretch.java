package dev.leeward.dashboard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which something stayed as it was.
 *
 * @param to null while it still is so
 * @param what in a word or two: the regions that were served, or what was forced
 * @param why in words; empty where nobody said
 * @param tone how it is painted
 */
record Stretch(Instant from, @Nullable Instant to, String what, String why, Tone tone) {
  /** Who ended it may have a clock that is behind that of who began it. */
  Stretch {
    to = to != null && to.isBefore(from) ? from : to;
  }

  /** Of a bar; words say the same. */
  enum Tone {
    SERVED,
    FORCED,
    STOPPED,
    /** Forced on nobody. */
    SHADOW
  }

  /** What stands in a bar's title and in the table; of what goes on without what grows. */
  String words() {
    String time =
        to == null
            ? " since " + Span.at(from)
            : " from "
                + Span.at(from)
                + " to "
                + Span.at(to)
                + " ("
                + Span.exactly(Duration.between(from, to))
                + ")";
    return what + time + (why.isEmpty() ? "" : ": " + why);
  }
}
