package dev.leeward.failover;

import static dev.leeward.failover.Fixture.AP;
import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.HOLD;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts and what stands, to what is proposed. */
class DecisionRuleTest {
  private static final Duration TICK = Duration.ofNanos(1);

  private final Fixture two = Fixture.of(TWO_REGIONS);
  private final Decision usOut = two.decide(initial(), "192.0.2.10");

  @Test
  void whereNothingChangesTheStandingDecisionIsReturnedItself() {
    Decision initial = initial();
    assertSame(initial, two.decide(initial));
    assertSame(usOut, two.decide(usOut, "192.0.2.10"));
  }

  @Test
  void aRecordThatIsDownGoesOutAtOnceAndItsRegionWithIt() {
    assertFalse(usOut.record(two.record("192.0.2.10").id(), US).in());
    assertEquals(new Standing(false, 1, 1), usOut.region(US));
    assertTrue(usOut.region(EU).in());
  }

  @Test
  void aDecisionNamesEveryRecordAndItsRegion() {
    assertEquals(1, usOut.term());
    assertEquals(Set.of(US, EU), usOut.regions().keySet());
    assertEquals(2, usOut.records().size());
  }

  @Test
  void undecidedKeepsWhatStands() {
    Decision kept =
        two.propose(
                usOut,
                target -> Verdict.UNDECIDED,
                new Circumstances((service, target) -> 0, true, 0))
            .decision();
    assertSame(usOut, kept);
    Decision initial = initial();
    assertSame(
        initial,
        two.propose(
                initial,
                target -> Verdict.UNDECIDED,
                new Circumstances((service, target) -> 0, true, 0))
            .decision());
  }

  @Test
  void aRecordReturnsOnlyAfterTheHold() {
    assertSame(usOut, two.decide(usOut, HOLD.minus(TICK)));
    Decision back = two.decide(usOut, HOLD);
    assertEquals(new Standing(true, 2, 1), back.region(US));
    assertEquals(new Standing(true, 2, 1), back.record(two.record("192.0.2.10").id(), US));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "5,16", "6,30", "7,30", "2000000000,30"})
  void theHoldDoublesWithEveryFlapToHalfAnHour(int flaps, int minutes) {
    Decision flapped = Fixture.withFlaps(usOut, flaps);
    assertSame(flapped, two.decide(flapped, Duration.ofMinutes(minutes).minus(TICK)));
    assertTrue(two.decide(flapped, Duration.ofMinutes(minutes)).region(US).in());
  }

  @Test
  void theFirstDecisionAfterFailureOfEverythingHasAllOut() {
    Decision allOut = two.decide(initial(), "192.0.2.10", "198.51.100.10");
    assertFalse(allOut.region(US).in());
    assertFalse(allOut.region(EU).in());
  }

  @Test
  void ipv4DeadAndIpv6UpIsUnhealthy() {
    Fixture dual = Fixture.of(TWO_REGIONS + "www AAAA 2001:db8:1::10\nwww AAAA 2001:db8:2::10\n");
    Decision decision = dual.decide(initial(), "192.0.2.10");
    assertFalse(decision.region(US).in());
    assertTrue(decision.record(dual.record("2001:db8:1::10").id(), US).in());
  }

  @Test
  void oneNameOfTheServiceDeadMakesTheRegionUnhealthyForAllOfThem() {
    Fixture names = Fixture.of(TWO_REGIONS + "api A 192.0.2.20\napi A 198.51.100.20\n");
    assertFalse(names.decide(initial(), "192.0.2.20").region(US).in());
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,false", "9,false"})
  void aRegionIsInWhileMinHealthyOfEachRrsetOrAllIfFewerAreUp(int minHealthy, boolean in) {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n", minHealthy);
    assertEquals(in, pair.decide(initial(), "192.0.2.11").region(US).in());
  }

  @Test
  void aThirdAddressOfADeadRegionDoesNotBringItBack() {
    Fixture before = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n");
    Decision dead = before.decide(initial(), "192.0.2.10", "192.0.2.11");
    Fixture edited = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\nwww A 192.0.2.12\n");
    assertSame(dead, edited.decide(dead, Duration.ZERO, "192.0.2.10", "192.0.2.11"));
    assertEquals(EU, edited.select(dead).regions().getFirst());
  }

  @Test
  void aRenumberedAddressDoesNotFailOver() {
    Decision standing = two.decide(usOut, HOLD);
    Fixture renumbered = Fixture.of("www A 192.0.2.99\nwww A 198.51.100.10\n");
    assertSame(
        standing,
        renumbered
            .propose(
                standing,
                target -> Verdict.UNDECIDED,
                new Circumstances((service, target) -> 0, true, 0))
            .decision());
  }

  @Test
  void aNewRegionStartsOutBesideAHealthyOne() {
    Decision first = two.decide(initial(), "192.0.2.10");
    Fixture edited = Fixture.of(TWO_REGIONS + "www A 203.0.113.10\n");
    Decision next = edited.decide(first, Duration.ZERO, "192.0.2.10");
    assertSame(first, next);
    assertFalse(next.region(AP).in());
    assertTrue(edited.decide(first, HOLD, "192.0.2.10").region(AP).in());
  }

  @Test
  void whatIsDueWithinASecondReturnsTogether() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n");
    Decision out = pair.decide(initial(), "192.0.2.10", "192.0.2.11");
    Map<Target, Long> uptime =
        Map.of(
            pair.record("192.0.2.10").target(), HOLD.toNanos(),
            pair.record("192.0.2.11").target(), HOLD.minusMillis(100).toNanos());
    Decision back =
        pair.propose(
                out,
                Fixture.down(),
                new Circumstances((service, target) -> uptime.getOrDefault(target, 0L), true, 0))
            .decision();
    assertEquals(0, back.recordsOut());
  }

  @Test
  void whatIsDueLaterReturnsLater() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n");
    Decision out = pair.decide(initial(), "192.0.2.10", "192.0.2.11");
    Target early = pair.record("192.0.2.10").target();
    long half = HOLD.toNanos() / 2;
    Decision back =
        pair.propose(
                out,
                Fixture.down(),
                new Circumstances(
                    (service, target) -> target.equals(early) ? 2 * half : half, true, 0))
            .decision();
    assertEquals(1, back.recordsOut());
    assertTrue(back.region(US).in());
  }

  @Test
  void votersThatSeeTheSameProposeAlikeWhateverTheirClocksSay() {
    Decision one = two.decide(initial(), Duration.ZERO, "192.0.2.10");
    assertEquals(usOut.digest(), one.digest());
  }

  @Test
  void votersWhoseHoldsEndApartProposeAlikeOnceBothHaveEnded() {
    Decision early = two.decide(usOut, HOLD);
    Decision late = two.decide(usOut, HOLD.plusSeconds(7));
    assertEquals(early.digest(), late.digest());
  }

  @Test
  void flapsAreForgivenAfterTheHoldAndHalfAnHourInServiceByADecisionOfTheirOwn() {
    Decision back = two.decide(usOut, HOLD);
    Duration calm = HOLD.plusMinutes(30);
    assertSame(back, two.decide(back, calm.minus(TICK)));
    Decision forgiven = two.decide(back, calm);
    assertEquals(3, forgiven.term());
    assertEquals(new Standing(true, 2, 0), forgiven.region(US));
    assertSame(forgiven, two.decide(forgiven));
  }

  @Test
  void theLongestHoldForgivesNothingByItself() {
    Duration longest = Duration.ofMinutes(30);
    Decision decision = usOut;
    for (int flaps = 1; flaps < 8; flaps++) {
      decision = two.decide(two.decide(decision, longest), Duration.ZERO, "192.0.2.10");
    }
    assertEquals(8, decision.region(US).flaps());
    Decision back = two.decide(decision, longest);
    assertTrue(back.region(US).in());
    assertSame(back, two.decide(back, longest.plusMinutes(30).minus(TICK)));
    assertEquals(0, two.decide(back, longest.plusMinutes(30)).region(US).flaps());
  }

  @Test
  void aWithdrawalForgivesNothing() {
    Decision back = two.decide(usOut, HOLD);
    Decision next = two.decide(back, "198.51.100.10");
    assertEquals(1, next.region(US).flaps());
  }

  @Test
  void whatFlapsAgainAfterItWasForgivenIsHeldAsAtFirst() {
    Decision forgiven = two.decide(two.decide(usOut, HOLD));
    Decision again = two.decide(forgiven, "192.0.2.10");
    assertNotEquals(usOut.term(), again.term());
    assertTrue(two.decide(again, HOLD).region(US).in());
  }
}
