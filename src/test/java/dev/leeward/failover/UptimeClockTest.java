package dev.leeward.failover;

import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a record has been up without interruption. */
class UptimeClockTest {
  private final Fixture fixture = Fixture.of(TWO_REGIONS);
  private final String service = fixture.plan().service().name();
  private final Target target = fixture.record("192.0.2.10").target();
  private final UptimeClock clock = new UptimeClock();

  @Test
  void itBeginsWithTheFirstUp() {
    observe(Verdict.UNDECIDED, 50);
    assertEquals(0, clock.at(100).uninterruptedNanos(service, target));
    observe(Verdict.UP, 100);
    assertEquals(0, clock.at(100).uninterruptedNanos(service, target));
    observe(Verdict.UP, 130);
    assertEquals(50, clock.at(150).uninterruptedNanos(service, target));
  }

  @Test
  void downEndsIt() {
    observe(Verdict.UP, 100);
    observe(Verdict.DOWN, 200);
    assertEquals(0, clock.at(200).uninterruptedNanos(service, target));
    observe(Verdict.UP, 300);
    assertEquals(10, clock.at(310).uninterruptedNanos(service, target));
  }

  @Test
  void undecidedKeepsItRunning() {
    observe(Verdict.UP, 100);
    observe(Verdict.UNDECIDED, 200);
    assertEquals(200, clock.at(300).uninterruptedNanos(service, target));
  }

  @Test
  void aSuspendAndAReloadEndIt() {
    observe(Verdict.UP, 100);
    clock.forget();
    assertEquals(0, clock.at(200).uninterruptedNanos(service, target));
    observe(Verdict.UP, 200);
    clock.retain(List.of());
    assertEquals(0, clock.at(300).uninterruptedNanos(service, target));
  }

  private void observe(Verdict verdict, long nowNanos) {
    clock.observe(fixture.plan(), any -> verdict, nowNanos);
  }
}
