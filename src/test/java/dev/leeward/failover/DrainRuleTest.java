package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which drains an operator must force. */
class DrainRuleTest {
  private static final String THREE_REGIONS = TWO_REGIONS + "www A 203.0.113.10\n";

  private final Fixture two = Fixture.of(TWO_REGIONS);
  private final Ledger usOut =
      Ledger.EMPTY.merge(new LedgerEntry.Decided(two.decide(initial(), "192.0.2.10"), List.of()));

  @Test
  void aDrainThatLeavesAHealthyRegionIsTaken() {
    assertEquals(List.of(), drained(Ledger.EMPTY, US));
    assertEquals(List.of(), drained(usOut, US));
  }

  @Test
  void theLastHealthyRegionIsNotDrained() {
    assertEquals(refused(EU), drained(usOut, EU));
  }

  @Test
  void theLastUndrainedRegionIsNotDrained() {
    assertEquals(refused(EU), drained(with(Ledger.EMPTY, US), EU));
  }

  @Test
  void aLastResortIsNotDrainedAway() {
    Ledger euDrained = with(usOut, EU);
    assertEquals(refused(US), drained(euDrained, US));
  }

  @Test
  void aDrainOfAnotherServiceIsNoneOfThisOne() {
    assertEquals(List.of(), DrainRule.broken(two.topology(), usOut, drain(EU, "mail"), 0));
  }

  @Test
  void noMoreRegionsAreDrainedThanTheShareOfThemThatMayBeOut() {
    Fixture third = Fixture.of(THREE_REGIONS, new Safety(1, 0.34, 10, Duration.ofMinutes(10)));
    assertEquals(List.of(), drained(third, Ledger.EMPTY, US));
    assertEquals(
        List.of(
            "max-withdrawn-share: draining eu-west would leave 2 of 3 regions of www out or"
                + " drained, 1 may be"),
        drained(third, with(Ledger.EMPTY, US), EU));
  }

  @Test
  void whatHealthTookOutCountsWithWhatIsDrained() {
    Fixture three = Fixture.of(THREE_REGIONS, new Safety(2, 1, 10, Duration.ofMinutes(10)));
    Ledger out =
        Ledger.EMPTY.merge(
            new LedgerEntry.Decided(three.decide(initial(), "192.0.2.10"), List.of()));
    assertEquals(
        List.of(
            "min-regions: draining eu-west would leave 1 of 3 regions of www healthy and undrained,"
                + " not 2"),
        drained(three, out, EU));
    assertEquals(List.of(), drained(three, out, US), "it is out already: nothing gets worse");
  }

  @Test
  void aServiceThatIsSpreadIsBoundAlike() {
    Fixture spread =
        Fixture.of(
            TWO_REGIONS,
            Service.Policy.SPREAD,
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.AUTOMATIC);
    assertEquals(List.of(), drained(spread, Ledger.EMPTY, US));
    assertEquals(refused(EU), drained(spread, with(Ledger.EMPTY, US), EU));
  }

  @Test
  void whoForcesTheWorseRuleHasForcedBoth() {
    Refusal count = new Refusal(SafetyRule.MIN_REGIONS, US, "why");
    Refusal share = new Refusal(SafetyRule.MAX_WITHDRAWN_SHARE, US, "why");
    assertTrue(DrainRule.isForced(count, "min-regions"));
    assertTrue(DrainRule.isForced(share, "min-regions"));
    assertTrue(DrainRule.isForced(share, "max-withdrawn-share"));
    assertFalse(DrainRule.isForced(count, "max-withdrawn-share"));
    assertFalse(DrainRule.isForced(count, "min"));
  }

  private static List<String> refused(String region) {
    return List.of(
        "min-regions: draining " + region + " would leave no healthy, undrained region for www");
  }

  private List<String> drained(Ledger ledger, String region) {
    return drained(two, ledger, region);
  }

  private static List<String> drained(Fixture fixture, Ledger ledger, String region) {
    return DrainRule.broken(fixture.topology(), ledger, drain(region), 0).stream()
        .map(Refusal::toString)
        .toList();
  }

  private static Ledger with(Ledger ledger, String region) {
    return ledger.merge(new LedgerEntry.Overridden(drain(region), "iad-1", new byte[0]));
  }
}
