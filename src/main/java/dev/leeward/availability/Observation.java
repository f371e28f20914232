package dev.leeward.availability;

import dev.leeward.serving.Steering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks everybody for everything once a round, one question after another, and counts what comes of
 * it. Owned by the observatory's thread; what it shows any thread may read. Time is a parameter.
 */
final class Observation {
  /** Whatever there is to ask, no more than this: else a round takes longer than its interval. */
  static final int MOST_A_SECOND = 50;

  /** While so many answers are awaited nothing more is asked. */
  private static final int MOST_AT_ONCE = 200;

  private final AvailabilitySettings settings;
  private final Supplier<Steering> serving;
  private final Consumer<Question> asking;
  private final AvailabilityObserver observer;
  private final RandomGenerator random;
  private final Tallies tallies;
  private final ServedLately served = new ServedLately();
  private final Judge judge;
  private final Map<AvailabilitySettings.Asked, Seen> seen = new ConcurrentHashMap<>();
  private List<Question> round = new ArrayList<>();
  private int awaited;
  private long gapNanos;
  private long nextNanos;
  private long roundEndsNanos;
  private long lastAnswerNanos;
  private volatile long roundNanos;
  private volatile boolean reaches = true;

  Observation(
      AvailabilitySettings settings,
      Supplier<Steering> serving,
      Consumer<Question> asking,
      AvailabilityObserver observer,
      RandomGenerator random,
      Tallies tallies,
      long startedNanos) {
    this.settings = settings;
    this.serving = serving;
    this.asking = asking;
    this.observer = observer;
    this.random = random;
    this.tallies = tallies;
    this.judge = new Judge(served, settings.timeout());
    this.roundNanos = settings.interval().toNanos();
    this.roundEndsNanos = startedNanos;
    this.lastAnswerNanos = startedNanos;
    settings.asked().forEach(asked -> seen.put(asked, Seen.nothing(asked)));
  }

  /** What became of a question. */
  void take(Sample sample) {
    awaited--;
    judge.take(sample);
    if (sample.isAnswer()) {
      lastAnswerNanos = sample.endedNanos();
    }
  }

  /** Does what is due, and says when there is more to do: in so many nanoseconds. */
  long turn(long nanos, long wallMillis) {
    served.look(serving.get(), nanos, keptNanos());
    if (round.isEmpty() && nanos - roundEndsNanos >= 0) {
      begin(nanos);
    }
    if (!round.isEmpty() && nanos - nextNanos >= 0 && awaited < MOST_AT_ONCE) {
      awaited++;
      nextNanos = nanos + gapNanos;
      asking.accept(round.removeLast());
    }
    for (Judge.Judged judged : judge.due(nanos, roundNanos)) {
      count(judged, wallMillis);
    }
    reaches = nanos - lastAnswerNanos < 2 * roundNanos + settings.timeout().toNanos();
    return (round.isEmpty() ? roundEndsNanos : nextNanos) - nanos;
  }

  private long keptNanos() {
    return 2 * (roundNanos + settings.timeout().toNanos() + Judge.SETTLING.toNanos());
  }

  private void begin(long nanos) {
    round = new ArrayList<>(Question.of(serving.get(), settings));
    Collections.shuffle(round, random);
    long interval = settings.interval().toNanos();
    if (round.isEmpty()) {
      lastAnswerNanos = nanos;
      roundNanos = interval;
    } else {
      gapNanos = Math.max(interval / round.size(), Duration.ofSeconds(1).toNanos() / MOST_A_SECOND);
      roundNanos = Math.max(interval, gapNanos * round.size());
    }
    nextNanos = nanos;
    roundEndsNanos = nanos + roundNanos;
  }

  private void count(Judge.Judged judged, long wallMillis) {
    Question question = judged.sample().question();
    Judgement judgement = judged.judgement();
    if (judgement.counts()) {
      tallies.add(question.service(), judgement == Judgement.GOOD, wallMillis);
    }
    seen.computeIfPresent(
        question.asked(),
        (_, before) -> before.and(judgement, question, Instant.ofEpochMilli(wallMillis)));
    observer.judged(question.service(), question.asked().instance(), judgement);
  }

  /** Whether anybody answered lately, whatever the answer was. */
  boolean reaches() {
    return reaches;
  }

  /** How long it takes to ask everything once. */
  Duration round() {
    return Duration.ofNanos(roundNanos);
  }

  /** In the order of the configuration. */
  List<Seen> seen() {
    return settings.asked().stream().map(seen::get).filter(java.util.Objects::nonNull).toList();
  }
}
