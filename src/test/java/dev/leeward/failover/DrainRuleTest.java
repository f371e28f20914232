package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which drains an operator must force. */
class DrainRuleTest {
  private static final Optional<String> REFUSED =
      Optional.of("draining %s would leave no healthy, undrained region for www");

  private final Fixture two = Fixture.of(TWO_REGIONS);
  private final Ledger usOut =
      Ledger.EMPTY.merge(new LedgerEntry.Decided(two.decide(initial(), "192.0.2.10"), List.of()));

  @Test
  void aDrainThatLeavesAHealthyRegionIsTaken() {
    assertEquals(Optional.empty(), drained(Ledger.EMPTY, US));
    assertEquals(Optional.empty(), drained(usOut, US));
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
    assertEquals(Optional.empty(), DrainRule.refusal(two.topology(), usOut, drain(EU, "mail"), 0));
  }

  private static Optional<String> refused(String region) {
    return REFUSED.map(text -> text.formatted(region));
  }

  private Optional<String> drained(Ledger ledger, String region) {
    return DrainRule.refusal(two.topology(), ledger, drain(region), 0);
  }

  private static Ledger with(Ledger ledger, String region) {
    return ledger.merge(new LedgerEntry.Overridden(drain(region), "iad-1", new byte[0]));
  }
}
