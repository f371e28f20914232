package dev.leeward.failover;

import static dev.leeward.failover.Fixture.HOLD;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is at rest is what the rule would leave as it is. */
class RestTest {
  private static final List<String> RECORDS =
      List.of(
          "www A 192.0.2.10",
          "www A 192.0.2.11",
          "api A 192.0.2.10",
          "www A 198.51.100.10",
          "api A 198.51.100.10",
          "api A 198.51.100.11",
          "www A 203.0.113.10");
  private static final int STEPS = 200;
  private static final long DAY = Duration.ofDays(1).toNanos();

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsAtRestTheRuleLeavesAsItIs(long seed) {
    Random random = new Random(seed);
    Rests rests = new Rests();
    Fixture fixture = Fixture.someOf(RECORDS, random);
    Decision standing = Fixture.initial();
    Map<Target, Verdict> verdicts = new HashMap<>();
    int atRest = 0;
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(30) == 0) {
        fixture = Fixture.someOf(RECORDS, random);
      }
      int chance = 1 + random.nextInt(4);
      for (Target target : fixture.plan().targets()) {
        if (random.nextInt(chance) == 0) {
          verdicts.put(target, Verdict.values()[random.nextInt(3)]);
        }
      }
      Map<Target, Long> uptimes = new HashMap<>();
      fixture
          .plan()
          .targets()
          .forEach(target -> uptimes.put(target, random.nextLong(HOLD.toNanos() * 80)));
      Uptime uptime = (service, target) -> uptimes.getOrDefault(target, 0L);
      Proposal proposal =
          fixture.propose(
              standing,
              target -> verdicts.getOrDefault(target, Verdict.UNDECIDED),
              new Circumstances(uptime, random.nextBoolean(), random.nextInt(3)));
      if (rests.hold(
          fixture.plan(),
          standing,
          target -> verdicts.getOrDefault(target, Verdict.UNDECIDED),
          uptime)) {
        atRest++;
        assertSame(standing, proposal.decision(), () -> "at rest, and yet " + proposal);
        assertEquals(List.of(), proposal.refusals());
      }
      standing = proposal.decision();
    }
    assertTrue(atRest > STEPS / 20, "at rest only " + atRest + " times");
  }

  @Test
  void itRestsWhileEverythingIsUpOrUndecidedAndWhileWhatIsOutIsDown() {
    Fixture two = Fixture.of(TWO_REGIONS);
    Rests rests = new Rests();
    Uptime longUp = (service, target) -> DAY;
    assertTrue(rests.hold(two.plan(), Fixture.initial(), Fixture.down(), longUp));
    assertTrue(rests.hold(two.plan(), Fixture.initial(), any -> Verdict.UNDECIDED, longUp));
    assertFalse(rests.hold(two.plan(), Fixture.initial(), Fixture.down("192.0.2.10"), longUp));
    Decision out = two.decide(Fixture.initial(), "192.0.2.10");
    assertFalse(out.region(US).in());
    assertTrue(rests.hold(two.plan(), out, Fixture.down("192.0.2.10"), longUp));
    assertFalse(rests.hold(two.plan(), out, Fixture.down(), longUp));
  }

  @Test
  void whatFlappedRestsUntilItIsToBeForgiven() {
    Fixture two = Fixture.of(TWO_REGIONS);
    Decision out = two.decide(Fixture.initial(), "192.0.2.10");
    Decision back = two.decide(out, HOLD);
    assertTrue(back.region(US).in());
    Rests rests = new Rests();
    assertTrue(rests.hold(two.plan(), back, Fixture.down(), (service, target) -> HOLD.toNanos()));
    assertFalse(rests.hold(two.plan(), back, Fixture.down(), (service, target) -> DAY));
  }
}
