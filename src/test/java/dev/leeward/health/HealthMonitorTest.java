package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.Opinion.State;
import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Self-doubt and events: the rest is the schedule's. */
class HealthMonitorTest {
  private static final Target EAST = ProbeWorld.target("192.0.2.10", "us-east");
  private static final Target EAST_TOO = ProbeWorld.target("192.0.2.11", "us-east");
  private static final Target WEST = ProbeWorld.target("198.51.100.10", "eu-west");

  /** The decision loop asks what to vote only when the version is another one. */
  @Test
  void everyChangeOfABeliefIsAnotherVersion() {
    List<Target> targets = List.of(EAST, EAST_TOO, WEST);
    for (long seed = 0; seed < 50; seed++) {
      ProbeWorld world = upWorld(seed);
      Random faults = new Random(seed);
      world.endpointsAnswer(start -> anyAnswer(faults, start));
      List<Belief> beliefs = List.of();
      long version = -1;
      for (int i = 0; i < 500; i++) {
        world.runMillis(20);
        List<Belief> now = targets.stream().map(world.monitor::belief).toList();
        assertEquals(targets.stream().map(each -> world.opinion(each).belief()).toList(), now);
        if (world.monitor.beliefsVersion() == version) {
          assertEquals(beliefs, now, "seed " + seed);
        }
        beliefs = now;
        version = world.monitor.beliefsVersion();
      }
    }
  }

  /** A target that changes keeps its place in the queue only if it is due as before. */
  @Test
  void theNextTurnIsThatOfTheTargetThatIsDueFirst() {
    for (long seed = 0; seed < 50; seed++) {
      ProbeWorld world = upWorld(seed);
      Random faults = new Random(seed);
      world.endpointsAnswer(start -> anyAnswer(faults, start));
      for (int i = 0; i < 500; i++) {
        world.runMillis(20);
        assertEquals(
            world.monitor.probed().stream().mapToLong(TargetHealth::nextDueNanos).min().orElse(0),
            world.monitor.nextDueNanos(),
            "seed " + seed);
      }
    }
  }

  private static Answer anyAnswer(Random faults, ProbeStart start) {
    return switch (faults.nextInt(8)) {
      case 0 -> Answer.refused();
      case 1 -> Answer.noRoute();
      case 2, 3 -> Answer.silent(start);
      default -> Answer.healthy();
    };
  }

  @Test
  void aVoterWhoseTargetsAllFallSilentDoubtsItself() {
    for (long seed = 0; seed < 200; seed++) {
      ProbeWorld world = upWorld(seed);
      world.endpointsAnswer(Answer::silent);
      world.runMillis(ProbeWorld.TIMING.worstCaseToDown().toMillis());
      assertEquals(Set.of(Doubt.ALL_REGIONS_SILENT), world.monitor.doubts(), "seed " + seed);
    }
  }

  @Test
  void whatFellSilentWithTheDoubtIsForgottenAndSilenceDoesNotCountWhileItLasts() {
    for (long seed = 0; seed < 200; seed++) {
      ProbeWorld world = upWorld(seed);
      world.endpointsAnswer(Answer::silent);
      world.runMillis(3000 + seed * 10);
      for (Target target : List.of(EAST, EAST_TOO, WEST)) {
        assertEquals(State.UP, world.opinion(target).state(), "seed " + seed);
      }
      world.endpointsAnswer(_ -> Answer.healthy());
      world.runMillis(1700);
      assertEquals(Set.of(), world.monitor.doubts(), "seed " + seed);
      for (Target target : List.of(EAST, EAST_TOO, WEST)) {
        assertEquals(State.UP, world.opinion(target).state(), "seed " + seed);
      }
    }
  }

  @Test
  void aRegionThatStaysSilentAfterTheDoubtGoesDownSoon() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(10_000);
    world.endpointsAnswer(
        start -> start.target().equals(WEST) ? Answer.healthy() : Answer.silent(start));
    world.runMillis(1100 + ProbeWorld.TIMING.worstCaseToDown().toMillis());
    assertEquals(State.DOWN, world.opinion(EAST).state());
    assertEquals(State.UP, world.opinion(WEST).state());
  }

  @Test
  void whatWasDownLongBeforeTheDoubtStaysDown() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(
        start -> start.target().equals(EAST_TOO) ? Answer.silent(start) : Answer.healthy());
    world.runMillis(60_000);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(5000);
    assertEquals(Set.of(Doubt.ALL_REGIONS_SILENT), world.monitor.doubts());
    assertEquals(State.DOWN, world.opinion(EAST_TOO).state());
    assertEquals(State.UP, world.opinion(EAST).state());
  }

  @Test
  void doubtEndsWithTheFirstTargetThatAnswers() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(10_000);
    assertEquals(Set.of(Doubt.ALL_REGIONS_SILENT), world.monitor.doubts());
    world.endpointsAnswer(
        start -> start.target().equals(WEST) ? Answer.refused() : Answer.silent(start));
    world.runMillis(1200);
    assertEquals(Set.of(), world.monitor.doubts());
    assertTrue(world.events.contains(new HealthEvent.DoubtEnded()));
  }

  @Test
  void aSharedOutageBehindServersThatAnswerRaisesNoDoubt() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(_ -> Answer.refused());
    world.runMillis(10_000);
    assertEquals(State.DOWN, world.opinion(EAST).state());
    assertEquals(State.DOWN, world.opinion(WEST).state());
    assertEquals(Set.of(), world.monitor.doubts());
  }

  @Test
  void oneSilentRegionRaisesNoDoubt() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(
        start -> start.target().equals(WEST) ? Answer.healthy() : Answer.silent(start));
    world.runMillis(10_000);
    assertEquals(State.DOWN, world.opinion(EAST).state());
    assertEquals(Set.of(), world.monitor.doubts());
  }

  @Test
  void aRegionThatFallsSilentLongAfterTheOtherRaisesNoDoubt() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(
        start -> start.target().equals(WEST) ? Answer.healthy() : Answer.silent(start));
    world.runMillis(10_000);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(10_000);
    assertEquals(State.DOWN, world.opinion(WEST).state());
    assertEquals(Set.of(), world.monitor.doubts());
  }

  @Test
  void aTargetThatWasLongSilentDoesNotHideThatItsRegionFellSilentNow() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(
        start -> start.target().equals(EAST_TOO) ? Answer.silent(start) : Answer.healthy());
    world.runMillis(60_000);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(5000);
    assertEquals(Set.of(Doubt.ALL_REGIONS_SILENT), world.monitor.doubts());
  }

  @Test
  void whatCannotBeTriedIsNeitherSilentNorAnswering() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(
        start -> start.target().equals(WEST) ? Answer.noRoute() : Answer.silent(start));
    world.runMillis(10_000);
    assertEquals(Set.of(), world.monitor.doubts(), "one region alone proves nothing");
    assertEquals(State.UP, world.opinion(WEST).state());
  }

  @Test
  void aStallRaisesDoubtAndBlamesNoTarget() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(1200);
    Opinion before = world.opinion(WEST);
    world.stallMillis(30_000);
    world.endpointsAnswer(_ -> Answer.healthy());
    world.runMillis(0);
    assertTrue(world.monitor.doubts().contains(Doubt.STALLED));
    assertEquals(before, world.opinion(WEST));
    world.runMillis(1200);
    assertEquals(Set.of(), world.monitor.doubts());
    assertEquals(State.UP, world.opinion(EAST).state());
  }

  @Test
  void noTargetsNoDoubt() {
    ProbeWorld world = upWorld(1);
    world.endpointsAnswer(Answer::silent);
    world.runMillis(5000);
    world.monitor.retarget(
        List.of(), ProbeWorld.checks(ProbeWorld.TIMING), VoterPlace.ALONE, world.nowNanos());
    assertEquals(Set.of(), world.monitor.doubts());
  }

  @Test
  void suspicionAndItsEndAreEvents() {
    ProbeWorld world = upWorld(1);
    world.events.clear();
    world.endpointsAnswer(
        start -> start.target().equals(EAST) ? Answer.refused() : Answer.healthy());
    world.runMillis(5000);
    List<HealthEvent.OpinionChanged> changes = new ArrayList<>();
    for (HealthEvent event : world.events) {
      if (event instanceof HealthEvent.OpinionChanged changed) {
        changes.add(changed);
      }
    }
    assertEquals(2, changes.size(), changes.toString());
    assertTrue(changes.get(0).after().isSuspect());
    assertEquals(State.DOWN, changes.get(1).after().state());
  }

  @Test
  void theObserverSeesEveryResult() {
    List<ProbeResult> seen = new ArrayList<>();
    HealthMonitor monitor =
        new HealthMonitor(
            new Random(1),
            Duration.ofMillis(100),
            new HealthObserver() {
              @Override
              public void probeFinished(ProbeStart start, ProbeResult result) {
                seen.add(result);
              }
            });
    monitor.retarget(List.of(EAST), ProbeWorld.checks(ProbeWorld.TIMING), VoterPlace.ALONE, 0);
    long now = monitor.nextDueNanos();
    ProbeResult result = Answer.healthy().result();
    monitor.startDue(
        now, (_, done) -> done.accept(result), (start, each) -> monitor.onResult(start, each, now));
    assertEquals(List.of(result), seen);
  }

  private static ProbeWorld upWorld(long seed) {
    ProbeWorld world = new ProbeWorld(seed, ProbeWorld.TIMING, EAST, EAST_TOO, WEST);
    world.runMillis(5000 + 13 * seed % 1100);
    assertEquals(State.UP, world.opinion(EAST).state());
    assertEquals(State.UP, world.opinion(WEST).state());
    return world;
  }
}
