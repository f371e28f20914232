package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Service.Policy;
import dev.leeward.topology.Target;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How slowly a service that asks for it lets its records go. */
class WithdrawalTest {
  private static final String THREE =
      """
      www A 192.0.2.10
      www A 192.0.2.11
      www A 198.51.100.10
      www A 203.0.113.10
      """;
  private static final List<String> ALL =
      List.of("192.0.2.10", "192.0.2.11", "198.51.100.10", "203.0.113.10");
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long PER = Duration.ofMinutes(30).toNanos();
  private static final Uptime LONG = (service, target) -> Duration.ofDays(1).toNanos();
  private static final Withdrawal AFTER_A_MINUTE =
      new Withdrawal(
          Duration.ofMinutes(1), MinHealthy.of(1), Withdrawal.ANY_NUMBER, Duration.ofMinutes(30));
  private static final Withdrawal ONE_REGION =
      new Withdrawal(Duration.ZERO, MinHealthy.of(1), 1, Duration.ofMinutes(30));

  private final Fixture held = Fixture.of(THREE, Policy.FAILOVER, AFTER_A_MINUTE);
  private final Fixture paced = Fixture.of(THREE, Policy.FAILOVER, ONE_REGION);
  private final Decision initial = Fixture.initial();

  private static Circumstances downFor(Downtime downtime) {
    return new Circumstances(LONG, downtime, true, Withdrawal.ANY_NUMBER, 0);
  }

  private static Circumstances mayLeave(int regions) {
    return new Circumstances(LONG, Downtime.FOR_EVER, true, regions, 0);
  }

  private Decision afterDown(Downtime downtime, String... down) {
    return held.propose(initial, Fixture.down(down), downFor(downtime)).decision();
  }

  private static List<Boolean> in(Fixture fixture, Decision decision) {
    return ALL.stream()
        .map(fixture::record)
        .map(record -> decision.record(record.id(), record.region()).in())
        .toList();
  }

  @Test
  void aRecordLeavesOnceItWasDownForTheHoldAndNotBefore() {
    assertSame(initial, afterDown((service, target) -> 0, "192.0.2.10"));
    assertSame(initial, afterDown((service, target) -> MINUTE - 1, "192.0.2.10"));
    assertEquals(
        List.of(false, true, true, true),
        in(held, afterDown((service, target) -> MINUTE, "192.0.2.10")));
  }

  @Test
  void recordsOfARegionThatAreDueWithinASecondOfEachOtherLeaveTogether() {
    Target first = held.record("192.0.2.10").target();
    Target second = held.record("192.0.2.11").target();
    long nearly = MINUTE - Duration.ofMillis(900).toNanos();
    long later = MINUTE - Duration.ofMillis(1100).toNanos();
    Map<Target, Long> together = Map.of(first, MINUTE, second, nearly);
    Map<Target, Long> apart = Map.of(first, MINUTE, second, later);
    String[] us = {"192.0.2.10", "192.0.2.11"};
    assertFalse(
        afterDown((service, target) -> together.getOrDefault(target, 0L), us).region(US).in());
    assertTrue(afterDown((service, target) -> apart.getOrDefault(target, 0L), us).region(US).in());
  }

  @Test
  void oneThatLeftLongAgoTakesNoOtherAlongEarly() {
    Target first = held.record("192.0.2.10").target();
    Downtime firstLong = (service, target) -> target.equals(first) ? 2 * MINUTE : 0;
    Decision without = afterDown(firstLong, "192.0.2.10");
    String[] us = {"192.0.2.10", "192.0.2.11"};
    Downtime secondNearly =
        (service, target) ->
            target.equals(first) ? 3 * MINUTE : MINUTE - Duration.ofMillis(500).toNanos();
    assertSame(without, held.propose(without, Fixture.down(us), downFor(secondNearly)).decision());
  }

  @Test
  void theHoldBeginsAnewWheneverAQuorumNoLongerSaysDown() {
    DowntimeClock clock = new DowntimeClock();
    String service = held.plan().service().name();
    Target us = held.record("192.0.2.10").target();
    clock.observe(held.plan(), Fixture.down("192.0.2.10"), 100);
    clock.observe(held.plan(), Fixture.down("192.0.2.10"), 200);
    assertEquals(400, clock.at(500).uninterruptedNanos(service, us));
    assertEquals(0, clock.at(500).uninterruptedNanos(service, held.record("192.0.2.11").target()));
    clock.observe(held.plan(), target -> Verdict.UNDECIDED, 600);
    assertEquals(0, clock.at(700).uninterruptedNanos(service, us));
    clock.observe(held.plan(), Fixture.down("192.0.2.10"), 800);
    clock.observe(held.plan(), Fixture.down(), 900);
    clock.observe(held.plan(), Fixture.down("192.0.2.10"), 1000);
    Downtime shown = clock.copyAt(1100);
    assertEquals(100, clock.at(1100).uninterruptedNanos(service, us));
    clock.forget();
    assertEquals(0, clock.at(1100).uninterruptedNanos(service, us));
    assertEquals(100, shown.uninterruptedNanos(service, us));
    clock.observe(held.plan(), Fixture.down("192.0.2.10"), 1200);
    clock.retain(List.of());
    assertEquals(0, clock.at(1300).uninterruptedNanos(service, us));
  }

  @Test
  void aServingRegionThatMayNotLeaveYetStaysInAndSaysWhy() {
    Proposal first = paced.propose(initial, Fixture.down("192.0.2.10", "192.0.2.11"), mayLeave(1));
    assertEquals(List.of(), first.refusals());
    assertFalse(first.decision().region(US).in());
    Proposal second =
        paced.propose(
            first.decision(),
            Fixture.down("192.0.2.10", "192.0.2.11", "198.51.100.10"),
            mayLeave(0));
    assertTrue(second.decision().region(EU).in());
    assertEquals(
        List.of(
            new Refusal(
                SafetyRule.MAX_REGIONS,
                EU,
                EU + " stays in: at most 1 serving region leaves within 1800s")),
        second.refusals());
  }

  @Test
  void aStandbyLeavesWheneverItDies() {
    Proposal standby = paced.propose(initial, Fixture.down("198.51.100.10"), mayLeave(0));
    assertFalse(standby.decision().region(EU).in());
    assertEquals(List.of(), standby.refusals());
  }

  @Test
  void ofASpreadServiceEveryRegionServes() {
    Fixture spread = Fixture.of(THREE, Policy.SPREAD, ONE_REGION);
    String[] two = {"192.0.2.10", "192.0.2.11", "198.51.100.10"};
    Proposal proposal = spread.propose(initial, Fixture.down(two), mayLeave(1));
    assertFalse(proposal.decision().region(US).in());
    assertTrue(proposal.decision().region(EU).in());
    assertEquals(1, proposal.refusals().size());
  }

  @Test
  void theClockCountsServingRegionsThatLeftUntilTheFirstOfThemIsOld() {
    WithdrawalPace pace = new WithdrawalPace();
    Decision withoutEu = paced.decide(initial, "198.51.100.10");
    Decision withoutBoth = paced.decide(withoutEu, "192.0.2.10", "192.0.2.11", "198.51.100.10");
    assertEquals(1, pace.left(paced.plan()));
    pace.observe(paced.plan(), initial, 0);
    pace.observe(paced.plan(), withoutEu, 100);
    assertEquals(1, pace.left(paced.plan()), "a standby");
    pace.observe(paced.plan(), withoutBoth, 200);
    assertEquals(0, pace.left(paced.plan()));
    pace.observe(paced.plan(), withoutBoth, 200 + PER - 1);
    assertEquals(0, pace.left(paced.plan()));
    pace.observe(paced.plan(), withoutBoth, 200 + PER);
    assertEquals(1, pace.left(paced.plan()));
  }

  @Test
  void whatADecisionTookOutThatAnotherOneOfItsTermReplacedNeverLeft() {
    WithdrawalPace pace = new WithdrawalPace();
    Decision withoutUs = paced.decide(initial, "192.0.2.10", "192.0.2.11");
    Decision withoutOne = paced.decide(initial, "192.0.2.10");
    assertEquals(withoutUs.term(), withoutOne.term());
    pace.observe(paced.plan(), initial, 0);
    pace.observe(paced.plan(), withoutUs, 1);
    assertEquals(0, pace.left(paced.plan()));
    pace.observe(paced.plan(), withoutOne, 2);
    assertEquals(1, pace.left(paced.plan()));
    pace.observe(paced.plan(), paced.decide(withoutOne, "192.0.2.10", "192.0.2.11"), 3);
    assertEquals(0, pace.left(paced.plan()));
  }

  @Test
  void aServiceThatIsGoneIsForgottenAndOneWithoutAPaceIsNeverCounted() {
    WithdrawalPace pace = new WithdrawalPace();
    Decision withoutUs = paced.decide(initial, "192.0.2.10", "192.0.2.11");
    pace.observe(paced.plan(), initial, 0);
    pace.observe(paced.plan(), withoutUs, 1);
    pace.retain(Set.of("www"));
    assertEquals(0, pace.left(paced.plan()));
    pace.retain(Set.of());
    assertEquals(1, pace.left(paced.plan()));
    pace.observe(held.plan(), initial, 2);
    pace.observe(held.plan(), withoutUs, 3);
    assertEquals(Withdrawal.ANY_NUMBER, pace.left(held.plan()));
  }

  @Test
  void asManyVotersAsAreAskedForMustSayDownButNeverFewerThanTheQuorum() {
    Withdrawal twoThirds =
        new Withdrawal(Duration.ZERO, MinHealthy.parse("66%"), 1, Duration.ofMinutes(30));
    assertEquals(
        List.of(1, 2, 2, 3, 4, 4, 5, 6, 6),
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
            .map(voters -> twoThirds.votersNeeded(voters / 2 + 1, voters))
            .toList());
    assertEquals(3, Withdrawal.AT_ONCE.votersNeeded(3, 5));
    assertEquals(4, twoThirds.votersNeeded(4, 4));
  }
}
