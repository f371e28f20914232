package dev.leeward.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ObservationTest {
  private static final long WALL = Duration.ofDays(20_000).toMillis();

  private final List<Question> questions = new ArrayList<>();
  private final List<Long> askedAt = new ArrayList<>();
  private final List<String> judged = new ArrayList<>();
  private final Tallies tallies = new Tallies(Duration.ofDays(30));
  private Steering steering = Steering.NONE;
  private long nanos;

  private static AvailabilitySettings settings() {
    return new AvailabilitySettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofDays(30),
        Map.of("www", 0.9),
        List.of(
            new AvailabilitySettings.Asked("fra", new InetSocketAddress("192.0.2.2", 53)),
            new AvailabilitySettings.Asked("sin", new InetSocketAddress("192.0.2.3", 53))));
  }

  private Observation observation() {
    return new Observation(
        settings(),
        () -> steering,
        question -> {
          questions.add(question);
          askedAt.add(nanos);
        },
        new AvailabilityObserver() {
          @Override
          public void judged(String service, String instance, Judgement judgement) {
            judged.add(instance + " " + judgement.word());
          }
        },
        new Random(1),
        tallies,
        0);
  }

  private static Steering names(int count) {
    return new Steering(
        IntStream.range(0, count)
            .mapToObj(i -> Name.parse("n" + i + ".example.com."))
            .map(name ->
                new SteeredName(
                    name,
                    "www",
                    Map.of(
                        RecordType.A,
                        new RRset(
                            name, RecordType.A, 30, List.of(JudgeTest.address("192.0.2.10")))),
                    5,
                    null))
            .toList(),
        Map.of());
  }

  private static final Outcome GOOD =
      new Outcome.Answered(0, true, Set.of(JudgeTest.address("192.0.2.10")));

  /** Turns every 10 ms; every question has that outcome at once. */
  private void run(Observation observation, long seconds, Outcome outcome) {
    long end = nanos + JudgeTest.seconds(seconds);
    for (; nanos < end; nanos += 10_000_000) {
      int before = questions.size();
      observation.turn(nanos, WALL);
      if (questions.size() > before) {
        observation.take(new Sample(questions.getLast(), nanos, nanos, outcome));
      }
    }
  }

  @Test
  void aRoundAsksEverybodyForEverythingSpreadOverTheInterval() {
    steering = names(5);
    run(observation(), 10, GOOD);
    assertEquals(10, questions.size());
    assertEquals(10, new HashSet<>(questions).size());
    for (int i = 1; i < askedAt.size(); i++) {
      assertEquals(JudgeTest.seconds(1), askedAt.get(i) - askedAt.get(i - 1));
    }
  }

  @Test
  void manyNamesMakeARoundLongerAndNotFaster() {
    steering = names(1000);
    Observation observation = observation();
    run(observation, 10, GOOD);
    assertEquals(10 * Observation.MOST_A_SECOND, questions.size());
    assertEquals(Duration.ofSeconds(40), observation.round());
  }

  @Test
  void whileTooManyAnswersAreAwaitedNothingIsAsked() {
    steering = names(1000);
    Observation observation = observation();
    for (; nanos < JudgeTest.seconds(10); nanos += 10_000_000) {
      observation.turn(nanos, WALL);
    }
    assertEquals(200, questions.size());
  }

  @Test
  void goodAnswersFillTheTally() {
    steering = names(1);
    Observation observation = observation();
    run(observation, 60, GOOD);
    ServiceLevel level = tallies.levels(settings().objectives(), WALL).getFirst();
    assertTrue(level.good() >= 8, level::toString);
    assertEquals(0, level.bad());
    assertEquals(1.0, level.budgetLeft());
    assertEquals(level.good(), observation.seen().stream().mapToLong(Seen::good).sum());
    assertTrue(observation.reaches());
  }

  @Test
  void whereNobodyAnswersNothingIsCountedAndThatIsSaid() {
    steering = names(1);
    Observation observation = observation();
    run(observation, 60, new Outcome.Silent());
    ServiceLevel level = tallies.levels(settings().objectives(), WALL).getFirst();
    assertEquals(0, level.good() + level.bad());
    assertFalse(observation.reaches());
    assertTrue(judged.contains("fra alone"), judged::toString);
    assertTrue(observation.seen().getFirst().unjudged() > 0);
  }

  @Test
  void withoutAnythingToAskNobodyIsMissed() {
    Observation observation = observation();
    run(observation, 60, GOOD);
    assertEquals(0, questions.size());
    assertTrue(observation.reaches());
  }
}
