package dev.leeward.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one address answered since this instance began to ask it.
 *
 * @param unjudged samples of which nothing can be said
 * @param last null before the first that counts
 * @param lastBad the newest that counts against it, and when, with the question; null without one
 */
public record Seen(
    AvailabilitySettings.Asked asked,
    long good,
    long bad,
    long unjudged,
    @Nullable Judgement last,
    @Nullable Bad lastBad) {
  /** One that counts against. */
  public record Bad(Judgement judgement, Instant at, String question) {}

  static Seen nothing(AvailabilitySettings.Asked asked) {
    return new Seen(asked, 0, 0, 0, null, null);
  }

  Seen and(Judgement judgement, Question question, Instant at) {
    if (!judgement.counts()) {
      return new Seen(asked, good, bad, unjudged + 1, last, lastBad);
    }
    if (judgement == Judgement.GOOD) {
      return new Seen(asked, good + 1, bad, unjudged, judgement, lastBad);
    }
    Bad newest = new Bad(judgement, at, question.name() + " " + question.type());
    return new Seen(asked, good, bad + 1, unjudged, judgement, newest);
  }
}
