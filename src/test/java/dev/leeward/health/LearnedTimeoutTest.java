package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a target's answers teach, played through the whole monitor. */
class LearnedTimeoutTest {
  private static final Target EAST = ProbeWorld.target("192.0.2.10", "us-east");
  private static final CheckTiming TIMING =
      CheckTiming.learning(
          Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofMillis(100), 3, 5);
  private static final long CEILING = 1500;

  /** How long the endpoint takes for its next answer, in milliseconds; longer than any: never. */
  private interface Pace {
    long millis();
  }

  private final Random random = new Random(5);
  private final ProbeWorld world = new ProbeWorld(3, TIMING, EAST);

  private void endpointTakes(Pace pace) {
    world.endpointsAnswer(start -> answer(start, pace.millis()));
  }

  /** A packet that is lost comes again a second later, or a quarter, and may be lost again. */
  private Pace lossy(long millis, double loss) {
    return () -> {
      long took = millis;
      for (long again : List.of(1000L, 1000L, 250L, 250L)) {
        while (random.nextDouble() < loss) {
          took += again;
        }
      }
      return took;
    };
  }

  private long timeoutMillis() {
    return world.monitor.snapshot().getFirst().timeout().toMillis();
  }

  private long failures() {
    return world.events.stream()
        .filter(event ->
            event instanceof HealthEvent.ProbeFinished finished
                && !(finished.result() instanceof ProbeResult.Healthy))
        .count();
  }

  private long downs() {
    return world.events.stream()
        .filter(event ->
            event instanceof HealthEvent.OpinionChanged changed
                && changed.after().state() == Opinion.State.DOWN)
        .count();
  }

  @Test
  void aTargetThatNobodyKnowsYetHasTheLongestTime() {
    endpointTakes(() -> 40);
    world.runMillis(6_000);
    assertEquals(CEILING, timeoutMillis());
  }

  @Test
  void aSteadyTargetTeachesTheShortestTime() {
    endpointTakes(() -> 40);
    world.runMillis(30_000);
    assertEquals(200, timeoutMillis());
    assertEquals(0, failures());
  }

  @Test
  void silenceOfASteadyTargetIsNoticedInAFifthOfASecond() {
    long longest = longestSilence(40);
    assertTrue(longest <= TIMING.likelyToDown().toMillis(), longest + " ms");
    assertTrue(longest > TIMING.likelyToDown().toMillis() - 100, longest + " ms: too pessimistic");
    assertEquals(Duration.ofMillis(1100 + 250 + 250 + 200), TIMING.likelyToDown());
    assertEquals(Duration.ofMillis(1100 + 1500 + 250 + 1500), TIMING.worstCaseToDown());
  }

  @Test
  void silenceFarAwayIsNoticedWithinThreeSeconds() {
    long longest = longestSilence(320);
    assertTrue(longest <= 1100 + 530 + 1060, longest + " ms");
    assertTrue(longest > 2500, longest + " ms");
  }

  /** Of an endpoint that answered, until it is held for down, in milliseconds. */
  private long longestSilence(long answersInMillis) {
    long longest = 0;
    for (int phase = 0; phase < 100; phase++) {
      endpointTakes(() -> answersInMillis);
      world.runUntil(EAST, Opinion.State.UP);
      world.runMillis(80_000 + 13 * phase);
      world.endpointsAnswer(Answer::silent);
      long died = world.nowNanos();
      world.runUntil(EAST, Opinion.State.DOWN);
      longest = Math.max(longest, (world.nowNanos() - died) / 1_000_000);
    }
    return longest;
  }

  @Test
  void jitterOfAFifthAndMoreMakesNoFalseTimeout() {
    endpointTakes(() -> 60 + random.nextInt(41));
    world.runMillis(3_600_000);
    assertEquals(0, failures());
    assertTrue(timeoutMillis() >= 195 && timeoutMillis() <= 210, timeoutMillis() + "");
  }

  @Test
  void jitterFarAwayMakesNoneEither() {
    endpointTakes(() -> 256 + random.nextInt(129));
    world.runMillis(3_600_000);
    assertEquals(0, failures());
    assertTrue(timeoutMillis() >= 550 && timeoutMillis() <= 630, timeoutMillis() + "");
  }

  @Test
  void aDriftIsFollowedUpwardsAtOnceAndDownwardsAfterAMinute() {
    long[] pace = {40};
    endpointTakes(() -> pace[0]);
    world.runMillis(80_000);
    while (pace[0] < 400) {
      pace[0] += 2;
      world.runMillis(1_100);
    }
    assertEquals(0, failures());
    assertTrue(timeoutMillis() > 600, timeoutMillis() + "");
    pace[0] = 40;
    world.runMillis(30_000);
    assertTrue(timeoutMillis() > 600, timeoutMillis() + "");
    world.runMillis(50_000);
    assertEquals(200, timeoutMillis());
  }

  @Test
  void oneSlowAnswerWidensNothing() {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    Pace oneSlow =
        new Pace() {
          private boolean was;

          @Override
          public long millis() {
            long took = was ? 40 : 1000;
            was = true;
            return took;
          }
        };
    endpointTakes(oneSlow);
    world.runMillis(10_000);
    assertEquals(1, failures());
    assertEquals(200, timeoutMillis());
  }

  @Test
  void aFewLossesWidenAndCalmNarrowsAgain() {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    endpointTakes(lossy(40, 0.02));
    long longest = 0;
    for (int second = 0; second < 200; second++) {
      world.runMillis(1_000);
      longest = Math.max(longest, timeoutMillis());
    }
    assertTrue(longest > 600, longest + "");
    endpointTakes(() -> 40);
    world.runMillis(300_000);
    assertEquals(200, timeoutMillis());
  }

  @Test
  void lossesForTenMinutesAreTakenForADeathByHardlyAnyVoter() {
    long few = downsInTenMinutes(0.02);
    assertTrue(few <= 2, few + " of 50 voters");
    long more = downsInTenMinutes(0.05);
    assertTrue(more <= 5, more + " of 50 voters");
  }

  private static long downsInTenMinutes(double loss) {
    long downs = 0;
    for (int seed = 0; seed < 50; seed++) {
      LearnedTimeoutTest run = new LearnedTimeoutTest();
      run.random.setSeed(seed);
      run.endpointTakes(() -> 160);
      run.world.runMillis(80_000);
      run.endpointTakes(run.lossy(160, loss));
      run.world.runMillis(600_000);
      downs += run.downs();
    }
    return downs;
  }

  @Test
  void aPathThatBecomesLongerIsNoDeath() {
    endpointTakes(() -> 160);
    world.runMillis(80_000);
    endpointTakes(() -> 500);
    world.runMillis(80_000);
    assertEquals(0, downs());
    assertEquals(800, timeoutMillis());
  }

  @Test
  void norAreAllOfThemWhenThisHostsOwnWayBecomesLonger() {
    Target west = ProbeWorld.target("198.51.100.10", "eu-west");
    ProbeWorld both = new ProbeWorld(3, TIMING, EAST, west);
    both.endpointsAnswer(start -> answer(start, 160));
    both.runMillis(80_000);
    both.endpointsAnswer(start -> answer(start, 500));
    both.runMillis(80_000);
    assertEquals(Set.of(), both.monitor.doubts());
    assertEquals(Opinion.State.UP, both.opinion(EAST).state());
    assertEquals(Opinion.State.UP, both.opinion(west).state());
    both.monitor.snapshot().forEach(each -> assertEquals(800, each.timeout().toMillis()));
  }

  private static Answer answer(ProbeStart start, long took) {
    return took >= start.timeout().toMillis()
        ? Answer.silent(start)
        : new Answer(took, new ProbeResult.Healthy(Duration.ofMillis(took)));
  }

  @Test
  void whatComesBackSlowerThanItWentIsUpAgain() {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    world.endpointsAnswer(Answer::silent);
    world.runUntil(EAST, Opinion.State.DOWN);
    assertEquals(CEILING, timeoutMillis());
    endpointTakes(() -> 700);
    world.runUntil(EAST, Opinion.State.UP);
    world.runMillis(80_000);
    assertEquals(1, downs());
    assertEquals(1100, timeoutMillis());
  }

  @Test
  void aHangIsNoLoss() {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(60_000);
    endpointTakes(() -> 40);
    world.runUntil(EAST, Opinion.State.UP);
    assertEquals(200, timeoutMillis());
  }

  @Test
  void nothingIsEverOutsideOfTheBounds() {
    List<Long> seen = new ArrayList<>();
    endpointTakes(() -> random.nextInt(random.nextBoolean() ? 50 : 3000));
    for (int i = 0; i < 1000; i++) {
      world.runMillis(1_000);
      seen.add(timeoutMillis());
    }
    assertTrue(seen.stream().allMatch(each -> each >= 200 && each <= 1500), seen.toString());
  }

  @Test
  void oneThatIsWrittenStaysWhatItSays() {
    ProbeWorld fixed = new ProbeWorld(1, ProbeWorld.timing(1000, 700, 250, 100, 3, 5), EAST);
    fixed.runMillis(80_000);
    assertEquals(700, fixed.monitor.snapshot().getFirst().timeout().toMillis());
    fixed.endpointsAnswer(Answer::silent);
    fixed.runMillis(10_000);
    assertTrue(fixed.starts.stream().allMatch(start -> start.timeout().toMillis() == 700));
  }

  @Test
  void whatWasLearnedOutlivesAReload() {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    world.monitor.retarget(
        List.of(EAST), ProbeWorld.checks(TIMING), VoterPlace.ALONE, world.nowNanos());
    assertEquals(200, timeoutMillis());
  }

  /** EAST has answered within 40 ms for long; then there is another one too. */
  private long timeoutMillisOfNewcomer(Target newcomer, long itTakesMillis) {
    endpointTakes(() -> 40);
    world.runMillis(80_000);
    world.endpointsAnswer(start -> {
      long took = start.target().equals(newcomer) ? itTakesMillis : 40;
      return took >= start.timeout().toMillis()
          ? Answer.silent(start)
          : new Answer(took, new ProbeResult.Healthy(Duration.ofMillis(took)));
    });
    world.monitor.retarget(
        List.of(EAST, newcomer), ProbeWorld.checks(TIMING), VoterPlace.ALONE, world.nowNanos());
    world.runUntil(newcomer, Opinion.State.UP);
    return world.monitor.snapshot().stream()
        .filter(health -> health.target().equals(newcomer))
        .findFirst()
        .orElseThrow()
        .timeout()
        .toMillis();
  }

  @Test
  void aNewTargetBeginsWithWhatItsNeighboursTaught() {
    assertEquals(200, timeoutMillisOfNewcomer(ProbeWorld.target("192.0.2.11", "us-east"), 40));
  }

  @Test
  void oneThatIsSlowerThanItsNeighboursHasItsOwnTime() {
    assertEquals(500, timeoutMillisOfNewcomer(ProbeWorld.target("192.0.2.11", "us-east"), 300));
    world.runMillis(20_000);
    assertEquals(0, failures());
  }

  @Test
  void inAnotherRegionNobodyIsItsNeighbour() {
    assertEquals(
        CEILING, timeoutMillisOfNewcomer(ProbeWorld.target("198.51.100.11", "eu-west"), 40));
  }
}
