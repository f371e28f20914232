package dev.leeward.availability;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Says what each answer was worth, once that can be told. Owned by the observatory's thread.
 *
 * <p>An answer is judged by what this instance served around that time itself: instances switch
 * within moments of each other, not at once. Silence counts only between two answers of others: one
 * sick observer would blame everybody else for what it does not hear.
 */
final class Judge {
  /** So long before and after an answer what this instance serves may be what others answer. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** So much later than its timeout a silence may be noticed before this process has stalled. */
  private static final Duration STALL_SLACK = Duration.ofMillis(500);

  private final ServedLately served;
  private final long timeoutNanos;

  /** By their ends, so about by their beginnings: nothing is looked at before its turn comes. */
  private final Deque<Sample> waiting = new ArrayDeque<>();

  private final Deque<Sample> answers = new ArrayDeque<>();

  /** One sample's end. */
  record Judged(Sample sample, Judgement judgement) {}

  Judge(ServedLately served, Duration timeout) {
    this.served = served;
    this.timeoutNanos = timeout.toNanos();
  }

  void take(Sample sample) {
    waiting.add(sample);
    if (sample.isAnswer()) {
      answers.add(sample);
    }
  }

  /**
   * Those of which enough is known now.
   *
   * @param roundNanos how long it takes until everybody was asked once more
   */
  List<Judged> due(long now, long roundNanos) {
    long hold = roundNanos + timeoutNanos + SETTLING.toNanos();
    List<Judged> judged = new ArrayList<>();
    while (!waiting.isEmpty() && now - waiting.element().askedNanos() >= hold) {
      Sample sample = waiting.remove();
      judged.add(new Judged(sample, judge(sample, roundNanos)));
    }
    while (!answers.isEmpty() && now - answers.element().askedNanos() > 2 * hold) {
      answers.remove();
    }
    return judged;
  }

  private Judgement judge(Sample sample, long roundNanos) {
    return switch (sample.outcome()) {
      case Outcome.Answered answered -> judge(sample, answered);
      case Outcome.Garbled _ -> Judgement.ERROR;
      case Outcome.NotSent _ -> Judgement.NOT_SENT;
      case Outcome.Refused _ ->
          othersAnswered(sample, roundNanos) ? Judgement.REFUSED : Judgement.ALONE;
      case Outcome.Silent _ -> {
        boolean late =
            sample.endedNanos() - sample.askedNanos() > timeoutNanos + STALL_SLACK.toNanos();
        yield late
            ? Judgement.STALLED
            : othersAnswered(sample, roundNanos) ? Judgement.SILENT : Judgement.ALONE;
      }
    };
  }

  private Judgement judge(Sample sample, Outcome.Answered answer) {
    Question question = sample.question();
    long from = sample.askedNanos() - SETTLING.toNanos();
    long until = sample.endedNanos() + SETTLING.toNanos();
    if (answer.rcode() != 0 || !answer.authoritative()) {
      return Judgement.ERROR;
    }
    if (answer.records().isEmpty()) {
      return served.servedNothing(question.name(), question.type(), from, until)
          ? Judgement.CHANGING
          : Judgement.EMPTY;
    }
    return served.served(question.name(), question.type(), answer.records(), from, until)
        ? Judgement.GOOD
        : Judgement.WRONG;
  }

  /** Before and after, over the same family: an IPv6 path that is broken here is no proof. */
  private boolean othersAnswered(Sample silent, long roundNanos) {
    long span = roundNanos + timeoutNanos;
    boolean before = false;
    boolean after = false;
    for (Sample answer : answers) {
      long distance = answer.askedNanos() - silent.askedNanos();
      boolean isOther =
          !answer.question().asked().instance().equals(silent.question().asked().instance());
      boolean sameWay = answer.question().isOverIpv6() == silent.question().isOverIpv6();
      if (isOther && sameWay && Math.abs(distance) <= span) {
        before |= distance <= 0;
        after |= distance >= 0;
      }
      if (before && after) {
        return true;
      }
    }
    return false;
  }
}
