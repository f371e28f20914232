package dev.leeward.failover;

import static dev.leeward.failover.Fixture.AP;
import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What health alone may not do. */
class SafetyRulesTest {
  private static final String US_ADDRESS = "192.0.2.10";
  private static final String EU_ADDRESS = "198.51.100.10";
  private static final String AP_ADDRESS = "203.0.113.10";
  private static final String THREE_REGIONS = TWO_REGIONS + "www A " + AP_ADDRESS + "\n";

  private final Fixture two = Fixture.of(TWO_REGIONS);
  private final Fixture three = Fixture.of(THREE_REGIONS, safety(1, 0.34));

  private static Safety safety(int minRegions, double share) {
    return new Safety(minRegions, share, 10, Duration.ofMinutes(10));
  }

  /** These are down, up or else undecided. */
  private static Function<Target, Verdict> verdicts(Map<String, Verdict> known) {
    return target -> known.getOrDefault(target.endpoint().toString(), Verdict.UNDECIDED);
  }

  private static Proposal propose(Fixture fixture, Decision standing, Map<String, Verdict> known) {
    return fixture.propose(
        standing,
        verdicts(known),
        new Circumstances((service, target) -> Duration.ofSeconds(1).toNanos(), true, 0));
  }

  private static List<String> regionsIn(Decision decision) {
    return List.of(US, EU, AP).stream()
        .filter(decision.regions()::containsKey)
        .filter(region -> decision.region(region).in())
        .toList();
  }

  private static List<String> texts(Proposal proposal) {
    return proposal.refusals().stream().map(Refusal::toString).toList();
  }

  @Test
  void whatIsDownLeavesWhileAnotherRegionIsKnownHealthyWhateverTheRulesSay() {
    Fixture strict = Fixture.of(THREE_REGIONS, safety(3, 0));
    Proposal proposal =
        propose(
            strict,
            initial(),
            Map.of(US_ADDRESS, Verdict.DOWN, EU_ADDRESS, Verdict.DOWN, AP_ADDRESS, Verdict.UP));
    assertEquals(List.of(AP), regionsIn(proposal.decision()));
    assertEquals(List.of(), proposal.refusals());
  }

  @Test
  void whileTheRestIsUndecidedNoMoreThanTheShareGoesOutInOrderOfPreference() {
    Proposal proposal =
        propose(three, initial(), Map.of(US_ADDRESS, Verdict.DOWN, EU_ADDRESS, Verdict.DOWN));
    assertEquals(List.of(EU, AP), regionsIn(proposal.decision()));
    assertEquals(
        List.of(
            "max-withdrawn-share: eu-west stays in: at most 1 of 3 go out while no other is known"
                + " healthy"),
        texts(proposal));
  }

  @Test
  void whatWasRefusedLeavesAsSoonAsAnotherRegionIsKnownHealthy() {
    Map<String, Verdict> dead = Map.of(US_ADDRESS, Verdict.DOWN, EU_ADDRESS, Verdict.DOWN);
    Decision kept = propose(three, initial(), dead).decision();
    Proposal again = propose(three, kept, dead);
    assertSame(kept, again.decision());
    assertEquals(1, again.refusals().size());
    Map<String, Verdict> known =
        Map.of(US_ADDRESS, Verdict.DOWN, EU_ADDRESS, Verdict.DOWN, AP_ADDRESS, Verdict.UP);
    Proposal healthy = propose(three, kept, known);
    assertEquals(List.of(AP), regionsIn(healthy.decision()));
    assertEquals(List.of(), healthy.refusals());
  }

  @Test
  void theLastRegionStaysInWhileNobodyKnowsOfTheOther() {
    Decision usOut = two.decide(initial(), US_ADDRESS);
    Proposal proposal = propose(two, usOut, Map.of(EU_ADDRESS, Verdict.DOWN));
    assertEquals(List.of(EU), regionsIn(proposal.decision()));
    assertEquals(
        List.of(
            "min-regions: eu-west stays in: at least 1 of 2 stay in while no other is known"
                + " healthy"),
        texts(proposal));
  }

  @Test
  void whileEveryRegionIsDownNoRuleApplies() {
    Fixture strict = Fixture.of(THREE_REGIONS, safety(3, 0));
    Proposal proposal =
        propose(
            strict,
            initial(),
            Map.of(US_ADDRESS, Verdict.DOWN, EU_ADDRESS, Verdict.DOWN, AP_ADDRESS, Verdict.DOWN));
    assertEquals(List.of(), regionsIn(proposal.decision()));
    assertEquals(List.of(), proposal.refusals());
  }

  @Test
  void aHealthyRegionThatWaitsForItsHoldIsNoReasonToServeADeadOneAlone() {
    Decision usOut = two.decide(initial(), US_ADDRESS);
    Proposal proposal =
        propose(two, usOut, Map.of(US_ADDRESS, Verdict.UP, EU_ADDRESS, Verdict.DOWN));
    assertEquals(List.of(), proposal.refusals());
    assertEquals(Selection.Reason.LAST_RESORT, two.select(proposal.decision()).reason());
  }

  @Test
  void aRegionThatIsKeptInKeepsAllOfItsRecords() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n", safety(2, 1));
    Proposal proposal =
        propose(pair, initial(), Map.of(US_ADDRESS, Verdict.DOWN, "192.0.2.11", Verdict.DOWN));
    assertEquals(List.of(US, EU), regionsIn(proposal.decision()));
    assertEquals(2, proposal.decision().recordsOut());
    assertEquals(List.of(US_ADDRESS, "192.0.2.11"), pair.served(pair.select(proposal.decision())));
  }

  @Test
  void aReturnWaitsAfterTooManyChangesAndAWithdrawalDoesNot() {
    Decision usOut = two.decide(initial(), US_ADDRESS);
    Circumstances busy =
        new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), false, 0);
    Proposal back = two.propose(usOut, Fixture.down(), busy);
    assertSame(usOut, back.decision());
    assertEquals(List.of("max-changes: us-east waits: 10 changes within 600s"), texts(back));
    Proposal out = two.propose(initial(), Fixture.down(US_ADDRESS), busy);
    assertEquals(List.of(EU), regionsIn(out.decision()));
    assertEquals(List.of(), out.refusals());
  }

  @Test
  void nothingWaitsForItsReturnWhereNothingIsIn() {
    Decision allOut = two.decide(initial(), US_ADDRESS, EU_ADDRESS);
    Circumstances busy =
        new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), false, 0);
    Proposal back = two.propose(allOut, Fixture.down(EU_ADDRESS), busy);
    assertEquals(List.of(US), regionsIn(back.decision()));
    assertEquals(List.of(), back.refusals());
  }

  @Test
  void aRegionThatNoRecordKeepsOutWaitsToo() {
    Decision usOut = two.decide(initial(), US_ADDRESS);
    Fixture renumbered = Fixture.of("www A 192.0.2.99\nwww A 198.51.100.10\n");
    Circumstances busy =
        new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), false, 0);
    Proposal back = renumbered.propose(usOut, Fixture.down(), busy);
    assertSame(usOut, back.decision());
    assertEquals(1, back.refusals().size());
  }

  @Test
  void whyItIsRefusedIsInTheExplanation() {
    Decision usOut = two.decide(initial(), US_ADDRESS);
    Refusal refusal = new Refusal(SafetyRule.MIN_REGIONS, EU, "eu-west stays in: why");
    String text = Explanation.of(two.state(usOut, false).refusing(List.of(refusal)));
    assertTrue(text.endsWith("serving eu-west; refused: min-regions: eu-west stays in: why"), text);
  }

  @Test
  void aRegionThatWaitsForItsOperatorStaysOutWhileARuleKeepsAnotherIn() {
    Fixture manual =
        Fixture.of(
            TWO_REGIONS,
            Service.Policy.FAILOVER,
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.MANUAL,
            safety(2, 1));
    Decision euOut =
        manual
            .propose(
                initial(),
                verdicts(Map.of(US_ADDRESS, Verdict.UP, EU_ADDRESS, Verdict.DOWN)),
                new Circumstances((service, target) -> 0, true, 0))
            .decision();
    Decision recordBack =
        manual
            .propose(
                euOut,
                verdicts(Map.of(US_ADDRESS, Verdict.UP, EU_ADDRESS, Verdict.UP)),
                new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), true, 0))
            .decision();
    assertEquals(List.of(US), regionsIn(recordBack));
    Proposal usDown = propose(manual, recordBack, Map.of(US_ADDRESS, Verdict.DOWN));
    assertEquals(List.of(US), regionsIn(usDown.decision()));
    assertEquals(SafetyRule.MIN_REGIONS, usDown.refusals().getFirst().rule());
  }
}
