package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.Opinion.State;
import dev.leeward.health.Opinion.Streak;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpinionFilterTest {
  /** Results in their order: + healthy, - failed, t timed out, l local error. */
  @ParameterizedTest(name = "rise {0} fall {1}: {2} makes it {3}")
  @CsvSource({
    "2, 3, '',         UNKNOWN",
    "2, 3, +,          UNKNOWN",
    "2, 3, ++,         UP",
    "2, 3, -,          UNKNOWN",
    "2, 3, --,         DOWN",
    "2, 3, tt,         DOWN",
    "2, 3, -t,         DOWN",
    "2, 3, +-,         UNKNOWN",
    "2, 3, +-+-,       UNKNOWN",
    "2, 3, +--,        DOWN",
    "5, 3, +++,        UP",
    "5, 1, +,          UP",
    "1, 5, -,          DOWN",
    "2, 3, ++-,        UP",
    "2, 3, ++--,       UP",
    "2, 3, ++---,      DOWN",
    "2, 3, ++t-t,      DOWN",
    "2, 3, ++--+--,    UP",
    "2, 3, ++--+---,   DOWN",
    "2, 3, --+,        DOWN",
    "2, 3, --++,       UP",
    "2, 3, --+-+,      DOWN",
    "2, 3, --+-++,     UP",
    "2, 3, lllll,      UNKNOWN",
    "2, 3, ++lll,      UP",
    "2, 3, ++-l-l,     UP",
    "2, 3, ++-l-l-,    DOWN",
    "2, 3, --llllll,   DOWN",
    "2, 3, --+l+,      UP",
  })
  void resultsMakeAnOpinion(int rise, int fall, String results, State expected) {
    assertEquals(expected, after(rise, fall, results).state());
  }

  @Test
  void aFailingStreakIsSuspicionOnlyWhileUp() {
    assertFalse(after(2, 3, "++").isSuspect());
    assertTrue(after(2, 3, "++-").isSuspect());
    assertTrue(after(2, 3, "++--").isSuspect());
    assertFalse(after(2, 3, "++--+").isSuspect());
    assertFalse(after(2, 3, "++---").isSuspect(), "it is down");
    assertFalse(after(2, 3, "-").isSuspect(), "it is unknown");
  }

  @Test
  void theStreakCountsOnAfterTheThreshold() {
    assertEquals(new Streak(Streak.Kind.SUCCESS, 4), after(2, 3, "++++").streak());
    assertEquals(new Streak(Streak.Kind.FAILURE, 2), after(2, 3, "++-l-").streak());
    assertEquals(new Streak(Streak.Kind.NONE, 0), after(2, 3, "l").streak());
  }

  @Test
  void theReasonIsThatOfTheNewestFailure() {
    assertNull(after(2, 3, "++").lastReason());
    assertEquals("refused", after(2, 3, "++t-").lastReason());
    assertEquals("no answer within 500 ms", after(2, 3, "++-t+").lastReason());
  }

  @Test
  void aStateKnowsSinceWhenItIsHeld() {
    assertEquals(0, after(2, 3, "+").sinceNanos());
    assertEquals(2, after(2, 3, "++--").sinceNanos());
    assertEquals(5, after(2, 3, "++----").sinceNanos());
  }

  /** The n-th result comes at nanosecond n. */
  private static Opinion after(int rise, int fall, String results) {
    OpinionFilter filter = new OpinionFilter(rise, fall, 0);
    for (int i = 0; i < results.length(); i++) {
      filter.apply(result(results.charAt(i)), i + 1L);
    }
    return filter.opinion();
  }

  private static ProbeResult result(char letter) {
    return switch (letter) {
      case '+' -> new ProbeResult.Healthy(Duration.ofMillis(1));
      case '-' -> new ProbeResult.Failed("refused", Duration.ofMillis(1));
      case 't' -> new ProbeResult.TimedOut(Duration.ofMillis(500));
      case 'l' -> new ProbeResult.LocalError("no route to host");
      default -> throw new IllegalArgumentException("no result: " + letter);
    };
  }
}
