package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.HOLD;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.ServicePlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When caches are short. */
class TtlClockTest {
  private static final long HOLD_NANOS = HOLD.toNanos();

  private final ServicePlan plan = Fixture.of(TWO_REGIONS).plan();
  private final TtlClock clock = new TtlClock();

  @Test
  void aCalmServiceHasLongTtls() {
    assertFalse(clock.isShort(plan, List.of(US), 0));
  }

  @Test
  void suspicionOfAServedEndpointMakesThemShortAtOnce() {
    suspect("192.0.2.10", 0);
    assertTrue(clock.isShort(plan, List.of(US), 0));
  }

  @Test
  void suspicionOfTheStandbyDoesNot() {
    suspect("192.0.2.10", 0);
    assertFalse(clock.isShort(plan, List.of(EU), 0));
  }

  @Test
  void oneVoterWithALossyPathKeepsThemShortForNoMoreThanTheHold() {
    suspect("192.0.2.10", 0);
    suspect("192.0.2.10", HOLD_NANOS - 1);
    assertTrue(clock.isShort(plan, List.of(US), HOLD_NANOS - 1));
    suspect("192.0.2.10", HOLD_NANOS);
    assertFalse(clock.isShort(plan, List.of(US), HOLD_NANOS));
  }

  @Test
  void endOfSuspicionEndsIt() {
    suspect("192.0.2.10", 0);
    clock.observe(plan, target -> false, 1);
    assertFalse(clock.isShort(plan, List.of(US), 1));
  }

  @Test
  void aChangeKeepsThemShortForTheHold() {
    clock.changed("www", 0);
    assertTrue(clock.isShort(plan, List.of(EU), HOLD_NANOS - 1));
    assertFalse(clock.isShort(plan, List.of(EU), HOLD_NANOS));
  }

  @Test
  void servicesThatAReloadRemovedAreForgotten() {
    clock.changed("www", 0);
    suspect("192.0.2.10", 0);
    clock.retain(Set.of("mail"));
    assertFalse(clock.isShort(plan, List.of(US), 0));
  }

  private void suspect(String address, long nowNanos) {
    clock.observe(plan, target -> target.endpoint().toString().equals(address), nowNanos);
  }
}
