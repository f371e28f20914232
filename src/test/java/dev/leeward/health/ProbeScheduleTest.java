package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.Opinion.State;
import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
  private static final Target EAST = ProbeWorld.target("192.0.2.10", "us-east");
  private static final Target WEST = ProbeWorld.target("198.51.100.10", "eu-west");

  @Test
  void aHungEndpointIsDownWithinTheWorstCaseWhateverThePhase() {
    long worstNanos = ProbeWorld.TIMING.worstCaseToDown().toNanos();
    assertEquals(Duration.ofMillis(1000 + 100 + 500 + 250 + 500).toNanos(), worstNanos);
    for (long seed = 0; seed < 500; seed++) {
      ProbeWorld world = new ProbeWorld(seed, ProbeWorld.TIMING, EAST);
      world.runMillis(5000 + 7 * seed % 1100);
      assertEquals(State.UP, world.opinion(EAST).state());
      world.endpointsAnswer(Answer::silent);
      long died = world.nowNanos();
      world.runUntil(EAST, State.DOWN);
      long tookNanos = world.nowNanos() - died;
      assertTrue(tookNanos <= worstNanos, "seed " + seed + ": " + tookNanos + " ns");
    }
  }

  @Test
  void retriesSlowerThanTheTimeoutKeepTheWorstCaseToo() {
    CheckTiming timing = ProbeWorld.timing(1000, 100, 300, 50, 4, 2);
    for (long seed = 0; seed < 200; seed++) {
      ProbeWorld world = new ProbeWorld(seed, timing, EAST);
      world.runMillis(5000 + 11 * seed % 1050);
      world.endpointsAnswer(Answer::silent);
      long died = world.nowNanos();
      world.runUntil(EAST, State.DOWN);
      assertTrue(world.nowNanos() - died <= timing.worstCaseToDown().toNanos(), "seed " + seed);
    }
  }

  @Test
  void aCalmTargetIsProbedEveryIntervalPlusAtMostTheJitter() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runMillis(4000);
    world.starts.clear();
    world.runMillis(60_000);
    List<Long> gaps = gapsMillis(world);
    assertTrue(gaps.stream().allMatch(gap -> gap >= 900 && gap <= 1100), gaps.toString());
    assertTrue(gaps.stream().distinct().count() > 10, "the jitter is drawn anew: " + gaps);
    assertEquals(60, world.starts.size(), "and does not add up");
  }

  @Test
  void aFailureIsConfirmedStartToStartWithoutWaitingForTheProbeBefore() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runUntil(EAST, State.UP);
    world.endpointsAnswer(Answer::silent);
    world.starts.clear();
    world.runUntil(EAST, State.DOWN);
    // The first hangs for its timeout of 500; then one every 250 while those before still hang.
    assertEquals(List.of(500L, 250L, 250L), gapsMillis(world).subList(0, 3));
  }

  @Test
  void aDownTargetIsProbedAtTheCalmPace() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.endpointsAnswer(_ -> Answer.refused());
    world.runUntil(EAST, State.DOWN);
    world.starts.clear();
    world.runMillis(20_000);
    assertTrue(gapsMillis(world).stream().allMatch(gap -> gap >= 900));
    world.endpointsAnswer(_ -> Answer.healthy());
    world.runUntil(EAST, State.UP);
  }

  @Test
  void aBrokenStreakEndsTheRetries() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runUntil(EAST, State.UP);
    long firstFailing = world.starts.getLast().number() + 1;
    world.endpointsAnswer(
        start -> start.number() == firstFailing ? Answer.refused() : Answer.healthy());
    world.starts.clear();
    world.runMillis(5000);
    List<Long> gaps = gapsMillis(world);
    assertEquals(250, gaps.getFirst());
    assertTrue(gaps.subList(2, gaps.size()).stream().allMatch(gap -> gap >= 900));
    assertEquals(State.UP, world.opinion(EAST).state());
  }

  @Test
  void resultsCountInTheOrderOfStarts() {
    ProbeSchedule schedule = suspecting(EAST);
    ProbeStart first = startNext(schedule);
    ProbeStart second = startNext(schedule);
    ProbeStart third = startNext(schedule);
    long now = third.startedNanos() + 1;
    assertEquals(List.of(), schedule.onResult(third, failed(), now));
    assertEquals(List.of(), schedule.onResult(second, healthy(), now));
    List<HealthEvent> events = schedule.onResult(first, failed(), now);
    assertEquals(
        List.of(first, second, third),
        events.stream()
            .filter(HealthEvent.ProbeFinished.class::isInstance)
            .map(event -> ((HealthEvent.ProbeFinished) event).start())
            .toList());
    assertEquals(
        new Opinion.Streak(Opinion.Streak.Kind.FAILURE, 1),
        schedule.opinion(EAST).orElseThrow().streak());
  }

  @Test
  void aResultCountsOnce() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart start = startNext(schedule);
    assertEquals(1, schedule.onResult(start, failed(), start.startedNanos()).size());
    assertEquals(List.of(), schedule.onResult(start, failed(), start.startedNanos()));
  }

  @Test
  void aResultSeenTooLateIsTheObserversFaultAndIsDropped() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart start = startNext(schedule);
    long late = start.deadlineNanos() + ProbeWorld.SLACK.toNanos() + 1;
    List<HealthEvent> events = schedule.onResult(start, failed(), late);
    assertEquals(1, events.size());
    assertTrue(events.getFirst() instanceof HealthEvent.ObserverStalled, events.toString());
    assertEquals(Opinion.Streak.EMPTY, schedule.opinion(EAST).orElseThrow().streak());
  }

  @Test
  void aResultThatNeverComesHoldsUpNothing() {
    ProbeSchedule schedule = suspecting(EAST);
    ProbeStart lost = startNext(schedule);
    ProbeStart second = startNext(schedule);
    schedule.onResult(second, healthy(), second.startedNanos());
    long given = lost.deadlineNanos() + ProbeWorld.SLACK.toNanos() + 1;
    ProbeSchedule.Due due = schedule.due(given);
    assertTrue(due.events().contains(new HealthEvent.ProbeFinished(second, healthy())));
    assertTrue(
        due.events().stream()
            .anyMatch(event ->
                event instanceof HealthEvent.ObserverStalled stalled
                    && stalled.start().equals(lost)));
  }

  @Test
  void localErrorsNeverChangeAnOpinionNorThePace() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST, WEST);
    world.endpointsAnswer(
        start -> start.target().equals(EAST) ? Answer.noRoute() : Answer.healthy());
    world.runMillis(30_000);
    assertEquals(State.UNKNOWN, world.opinion(EAST).state());
    assertEquals(State.UP, world.opinion(WEST).state());
    assertTrue(
        world.starts.stream().filter(start -> start.target().equals(EAST)).count() <= 30,
        "what cannot be tried is not hurried");
  }

  @Test
  void targetsAreProbedFromTheFirstIntervalOnInScatteredPhases() {
    Target[] many = new Target[200];
    for (int i = 0; i < many.length; i++) {
      many[i] = ProbeWorld.target("192.0.2." + i, "us-east");
    }
    ProbeWorld world = new ProbeWorld(7, ProbeWorld.TIMING, many);
    world.runMillis(500);
    long early = world.starts.stream().map(ProbeStart::target).distinct().count();
    assertTrue(early > 60 && early < 140, early + " of 200 in the first half");
    world.runMillis(500);
    assertEquals(200, world.starts.stream().map(ProbeStart::target).distinct().count());
  }

  @Test
  void anUnknownTargetIsSettledAtThePaceOfRetries() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runUntil(EAST, State.UP);
    assertEquals(List.of(250L), gapsMillis(world));
    world.starts.clear();
    world.runMillis(10_000);
    assertTrue(gapsMillis(world).stream().allMatch(gap -> gap >= 900));
  }

  @Test
  void aStallDoesNotLeaveTargetsInStep() {
    Target[] many = new Target[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = ProbeWorld.target("192.0.2." + i, "us-east");
    }
    ProbeWorld world = new ProbeWorld(7, ProbeWorld.timing(1000, 500, 250, 0, 3, 2), many);
    world.runMillis(5000);
    world.stallMillis(3500);
    world.runMillis(2000);
    world.starts.clear();
    world.runMillis(500);
    assertTrue(world.starts.size() > 30 && world.starts.size() < 70, world.starts.size() + "");
  }

  @Test
  void aSeedRepeatsARun() {
    assertEquals(startsOf(3), startsOf(3));
    assertNotEquals(startsOf(3), startsOf(4));
  }

  private static List<ProbeStart> startsOf(long seed) {
    ProbeWorld world = new ProbeWorld(seed, ProbeWorld.TIMING, EAST, WEST);
    world.runMillis(10_000);
    return world.starts;
  }

  @Test
  void aReloadKeepsWhatIsUnchanged() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runMillis(5000);
    Opinion before = world.opinion(EAST);
    long due = world.monitor.nextDueNanos();
    world.monitor.retarget(
        List.of(EAST, WEST),
        ProbeWorld.checks(ProbeWorld.TIMING),
        VoterPlace.ALONE,
        world.nowNanos());
    assertEquals(before, world.opinion(EAST));
    assertEquals(State.UNKNOWN, world.opinion(WEST).state());
    assertEquals(due, world.monitor.snapshot().getFirst().nextDueNanos());
    world.runMillis(5000);
    assertEquals(State.UP, world.opinion(WEST).state());
  }

  @Test
  void aChangedCheckBeginsAnewAndOldResultsAreNobodys() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart old = startNext(schedule);
    Map<String, CheckSettings> other =
        Map.of("web", new CheckSettings("web", OVERLAPPING, new TcpCheck(81)));
    schedule.retarget(List.of(EAST), other, old.startedNanos());
    ProbeStart fresh = startNext(schedule);
    assertEquals(List.of(), schedule.onResult(old, failed(), fresh.startedNanos()));
    assertEquals(1, schedule.onResult(fresh, failed(), fresh.startedNanos()).size());
  }

  @Test
  void aCheckThatOnlyHasOtherTimesKeepsWhatIsKnown() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runMillis(30_000);
    TargetHealth before = world.monitor.snapshot().getFirst();
    CheckTiming slower = ProbeWorld.timing(3000, 700, 500, 0, 2, 2);
    world.monitor.retarget(
        List.of(EAST), ProbeWorld.checks(slower), VoterPlace.ALONE, world.nowNanos());
    TargetHealth after = world.monitor.snapshot().getFirst();
    assertEquals(before.opinion(), after.opinion());
    assertEquals(before.recent(), after.recent());
    assertEquals(Duration.ofMillis(700), after.timeout());
    world.starts.clear();
    world.runMillis(30_000);
    assertEquals(10, world.starts.size());
    world.endpointsAnswer(_ -> Answer.refused());
    world.starts.clear();
    world.runUntil(EAST, State.DOWN);
    assertEquals(List.of(500L), gapsMillis(world), "two failures, and the new retry interval");
  }

  @Test
  void aProbeThatWasUnderWayDuringAReloadStillCounts() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart start = startNext(schedule);
    schedule.retarget(List.of(EAST), ProbeWorld.checks(ProbeWorld.TIMING), start.startedNanos());
    assertEquals(1, schedule.onResult(start, healthy(), start.startedNanos() + 1).size());
    assertEquals(1, schedule.opinion(EAST).orElseThrow().streak().length());
  }

  @Test
  void aRemovedTargetIsForgotten() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart old = startNext(schedule);
    schedule.retarget(List.of(), ProbeWorld.checks(ProbeWorld.TIMING), old.startedNanos());
    assertEquals(List.of(), schedule.onResult(old, failed(), old.startedNanos()));
    assertTrue(schedule.opinion(EAST).isEmpty());
    assertEquals(Long.MAX_VALUE, schedule.nextDueNanos());
    assertTrue(schedule.due(Long.MAX_VALUE - 1).starts().isEmpty());
  }

  @Test
  void aTargetWithoutItsCheckIsABug() {
    ProbeSchedule schedule = scheduleOf();
    assertThrows(
        IllegalArgumentException.class, () -> schedule.retarget(List.of(EAST), Map.of(), 0));
  }

  @Test
  void aRefusedReloadLeavesTheScheduleAsItWas() {
    ProbeSchedule schedule = scheduleOf(EAST);
    assertThrows(
        IllegalArgumentException.class, () -> schedule.retarget(List.of(EAST), Map.of(), 0));
    assertTrue(schedule.opinion(EAST).isPresent());
    assertEquals(1, schedule.due(schedule.nextDueNanos()).starts().size());
  }

  @Test
  void aSnapshotShowsTheNewestProbes() {
    ProbeWorld world = new ProbeWorld(1, ProbeWorld.TIMING, EAST);
    world.runMillis(30_000);
    TargetHealth health = world.monitor.snapshot().getFirst();
    assertEquals(EAST, health.target());
    assertEquals(RecentProbes.MOST, health.recent().size());
    ProbeRecord newest = health.recent().getLast();
    assertEquals(world.starts.getLast().number(), newest.number());
    assertEquals(Duration.ofMillis(1).toNanos(), newest.seenNanos() - newest.startedNanos());
    assertFalse(health.nextDueNanos() <= newest.startedNanos());
  }

  private static ProbeSchedule scheduleOf(Target... targets) {
    ProbeSchedule schedule = new ProbeSchedule(new Random(1), ProbeWorld.SLACK.toNanos());
    schedule.retarget(List.of(targets), ProbeWorld.checks(OVERLAPPING), 0);
    return schedule;
  }

  /** Up, with a first failure: probes overlap while it is confirmed. */
  private static ProbeSchedule suspecting(Target target) {
    ProbeSchedule schedule = scheduleOf(target);
    for (ProbeResult result : List.of(healthy(), healthy(), failed())) {
      ProbeStart start = startNext(schedule);
      schedule.onResult(start, result, start.startedNanos() + 1);
    }
    return schedule;
  }

  @Test
  void aCalmTargetHasOneProbeAtATime() {
    ProbeSchedule schedule = scheduleOf(EAST);
    ProbeStart slow = startNext(schedule);
    long given = slow.deadlineNanos() + ProbeWorld.SLACK.toNanos();
    assertEquals(List.of(), schedule.due(given).starts());
    schedule.onResult(slow, healthy(), given);
    assertEquals(1, schedule.due(given).starts().size());
  }

  @Test
  void noMoreProbesThanAllowedAreUnderWayAndTheRestWaitInTheOrderOfTheirTurns() {
    ProbeSchedule schedule = new ProbeSchedule(new Random(1), ProbeWorld.SLACK.toNanos(), () -> 3);
    List<Target> many =
        IntStream.range(0, 20).mapToObj(i -> ProbeWorld.target("192.0.2." + i, "us")).toList();
    schedule.retarget(many, ProbeWorld.checks(OVERLAPPING), 0);
    long allAreDue = Duration.ofMillis(400).toNanos();
    List<ProbeStart> starts = new ArrayList<>();
    List<Duration> lags = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ProbeSchedule.Due due = schedule.due(allAreDue);
      starts.addAll(due.starts());
      lags.addAll(due.lags());
      assertTrue(starts.size() - i <= 3);
      schedule.onResult(starts.get(i), healthy(), allAreDue);
    }
    assertEquals(20, starts.stream().map(ProbeStart::target).distinct().count());
    assertEquals(lags.stream().sorted(Comparator.reverseOrder()).toList(), lags);
  }

  @Test
  void whatIsNeverAnsweredMakesRoomInTheEnd() {
    ProbeSchedule schedule = new ProbeSchedule(new Random(1), ProbeWorld.SLACK.toNanos(), () -> 1);
    schedule.retarget(List.of(EAST, WEST), ProbeWorld.checks(OVERLAPPING), 0);
    ProbeStart lost = startNext(schedule);
    assertEquals(List.of(), schedule.due(lost.deadlineNanos()).starts());
    ProbeSchedule.Due due = schedule.due(schedule.nextDueNanos());
    assertTrue(due.events().getFirst() instanceof HealthEvent.ObserverStalled);
    assertEquals(1, due.starts().size());
  }

  @Test
  void votersShareAnIntervalSoThatAnEndpointSeesEvenLoad() {
    long interval = Duration.ofSeconds(2).toNanos();
    List<Long> phases = new ArrayList<>();
    for (int voter = 0; voter < 5; voter++) {
      // Each has a monotonic clock of its own; the wall clock is the same.
      long clock = 777_000_000L * voter;
      long phase = new VoterPlace(voter, 5, clock).phaseNanos(EAST, Duration.ofSeconds(2));
      phases.add(Math.floorMod(phase + clock, interval));
    }
    List<Long> sorted = phases.stream().sorted().toList();
    for (int i = 0; i < 5; i++) {
      long gap =
          i < 4 ? sorted.get(i + 1) - sorted.get(i) : sorted.get(0) + interval - sorted.get(4);
      assertEquals(interval / 5, gap);
    }
  }

  @Test
  void targetsAreSpreadEvenlyOverAnInterval() {
    int[] tenths = new int[10];
    for (int i = 0; i < 10_000; i++) {
      Target target = ProbeWorld.target("10.1." + i / 250 + "." + i % 250, "us");
      long phase = VoterPlace.ALONE.phaseNanos(target, Duration.ofSeconds(2));
      tenths[(int) (phase / 200_000_000L)]++;
    }
    for (int tenth : tenths) {
      assertTrue(tenth > 800 && tenth < 1200, Arrays.toString(tenths));
    }
  }

  /** A probe may take longer than an interval. */
  private static final CheckTiming OVERLAPPING = ProbeWorld.timing(400, 1000, 100, 0, 3, 2);

  private static ProbeStart startNext(ProbeSchedule schedule) {
    List<ProbeStart> starts = schedule.due(schedule.nextDueNanos()).starts();
    assertEquals(1, starts.size());
    return starts.getFirst();
  }

  private static ProbeResult healthy() {
    return Answer.healthy().result();
  }

  private static ProbeResult failed() {
    return Answer.refused().result();
  }

  private static List<Long> gapsMillis(ProbeWorld world) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < world.starts.size(); i++) {
      long gap = world.starts.get(i).startedNanos() - world.starts.get(i - 1).startedNanos();
      gaps.add(Duration.ofNanos(gap).toMillis());
    }
    return gaps;
  }
}
