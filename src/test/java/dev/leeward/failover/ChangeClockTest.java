package dev.leeward.failover;

import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.Safety;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many changes there were of late. */
class ChangeClockTest {
  private static final String ADDRESS = "192.0.2.10";
  private static final long PERIOD = Duration.ofMinutes(10).toNanos();

  private final Fixture two =
      Fixture.of(TWO_REGIONS, new Safety(1, 0.67, 2, Duration.ofNanos(PERIOD)));
  private final ChangeClock clock = new ChangeClock();
  private final Decision out = two.decide(initial(), ADDRESS);
  private final Decision back = two.decide(out);

  @Test
  void afterTheMostThereMayBeReturnsWaitUntilTheFirstOfThemIsOld() {
    clock.observe(two.plan(), initial(), 0);
    clock.observe(two.plan(), out, 100);
    assertTrue(clock.mayReturn(two.plan()));
    clock.observe(two.plan(), back, 200);
    assertFalse(clock.mayReturn(two.plan()));
    clock.observe(two.plan(), back, 100 + PERIOD - 1);
    assertFalse(clock.mayReturn(two.plan()));
    clock.observe(two.plan(), back, 100 + PERIOD);
    assertTrue(clock.mayReturn(two.plan()));
  }

  @Test
  void whatStandsWhenItIsFirstSeenIsNoChange() {
    clock.observe(two.plan(), out, 0);
    clock.observe(two.plan(), back, 1);
    assertTrue(clock.mayReturn(two.plan()));
  }

  @Test
  void forgivenFlapsAreNoChange() {
    Decision forgiven = two.decide(back);
    clock.observe(two.plan(), out, 0);
    clock.observe(two.plan(), back, 1);
    clock.observe(two.plan(), forgiven, 2);
    assertTrue(clock.mayReturn(two.plan()));
  }

  @Test
  void aServiceThatIsGoneIsForgotten() {
    clock.observe(two.plan(), initial(), 0);
    clock.observe(two.plan(), out, 1);
    clock.observe(two.plan(), back, 2);
    clock.retain(Set.of("www"));
    assertFalse(clock.mayReturn(two.plan()));
    clock.retain(Set.of());
    assertTrue(clock.mayReturn(two.plan()));
  }
}
