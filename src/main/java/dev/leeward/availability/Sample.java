package dev.leeward.availability;

/** A question that was asked, and what became of it. Times by the monotonic clock. */
record Sample(Question question, long askedNanos, long endedNanos, Outcome outcome) {
  boolean isAnswer() {
    return outcome instanceof Outcome.Answered || outcome instanceof Outcome.Garbled;
  }
}
