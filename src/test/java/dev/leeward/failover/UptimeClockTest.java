package dev.leeward.failover;

import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a record has been up without interruption. */
class UptimeClockTest {
  private final Fixture fixture = Fixture.of(TWO_REGIONS);
  private final String id = fixture.record("192.0.2.10").id();
  private final UptimeClock clock = new UptimeClock();

  @Test
  void itBeginsWithTheFirstUp() {
    observe(Verdict.UNDECIDED, 50);
    assertEquals(0, clock.at(100).uninterruptedNanos(id));
    observe(Verdict.UP, 100);
    assertEquals(0, clock.at(100).uninterruptedNanos(id));
    observe(Verdict.UP, 130);
    assertEquals(50, clock.at(150).uninterruptedNanos(id));
  }

  @Test
  void downEndsIt() {
    observe(Verdict.UP, 100);
    observe(Verdict.DOWN, 200);
    assertEquals(0, clock.at(200).uninterruptedNanos(id));
    observe(Verdict.UP, 300);
    assertEquals(10, clock.at(310).uninterruptedNanos(id));
  }

  @Test
  void undecidedKeepsItRunning() {
    observe(Verdict.UP, 100);
    observe(Verdict.UNDECIDED, 200);
    assertEquals(200, clock.at(300).uninterruptedNanos(id));
  }

  @Test
  void aSuspendAndAReloadEndIt() {
    observe(Verdict.UP, 100);
    clock.forget();
    assertEquals(0, clock.at(200).uninterruptedNanos(id));
    observe(Verdict.UP, 200);
    clock.retain(Set.of());
    assertEquals(0, clock.at(300).uninterruptedNanos(id));
  }

  private void observe(Verdict verdict, long nowNanos) {
    clock.observe(fixture.plan(), target -> verdict, nowNanos);
  }
}
