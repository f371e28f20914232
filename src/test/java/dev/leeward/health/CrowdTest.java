package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a loop lets what comes gather. */
class CrowdTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Crowd crowd = new Crowd(1000, Duration.ofMillis(1), 0);
  private long nowNanos;

  /** One comes at each of so many turns, and the last turn is asked whether to rest. */
  private long restAfter(int comers, long apartNanos) {
    long rest = 0;
    for (int i = 0; i < comers; i++) {
      nowNanos += apartNanos;
      crowd.came();
      rest = crowd.restNanos(nowNanos, nowNanos);
    }
    return rest;
  }

  @Test
  void aFewWaitForNobody() {
    assertTrue(restAfter(2000, 2 * MILLI) <= 0);
  }

  @Test
  void thousandsASecondGatherForTheRestOfAMillisecond() {
    assertEquals(MILLI, restAfter(5000, MILLI / 5));
    assertEquals(MILLI / 4, crowd.restNanos(nowNanos - 3 * MILLI / 4, nowNanos));
  }

  @Test
  void aCrowdThatHasGoneHoldsNobodyUp() {
    restAfter(5000, MILLI / 5);
    assertTrue(restAfter(1000, 2 * MILLI) <= 0);
  }

  @Test
  void aSleepThatManyEndedIsNoCrowd() {
    for (int i = 0; i < 1000; i++) {
      crowd.came();
    }
    nowNanos = Duration.ofMinutes(1).toNanos();
    assertTrue(crowd.restNanos(nowNanos, nowNanos) <= 0);
  }
}
