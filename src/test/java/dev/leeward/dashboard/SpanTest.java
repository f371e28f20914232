package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void spansHaveAtMostTwoUnits() {
    assertEquals("0 s", Span.text(Duration.ofMillis(-5)));
    assertEquals("59 s", Span.text(Duration.ofMillis(59_900)));
    assertEquals("2 min", Span.text(Duration.ofMinutes(2)));
    assertEquals("1 h 1 min", Span.text(Duration.ofSeconds(3661)));
    assertEquals("2 d 3 h", Span.text(Duration.ofHours(51)));
  }

  @Test
  void aBallotOfThisBeatIsNow() {
    assertEquals("now", Span.age(Duration.ofMillis(1900)));
    assertEquals("14 s ago", Span.age(Duration.ofSeconds(14)));
    assertEquals("never", Span.age(null));
  }

  @Test
  void timeLeftChangesOnceAMinute() {
    Instant now = Instant.parse("2026-01-02T03:00:00Z");
    assertEquals("3 h 59 min left", Span.left(now, now.plusSeconds(4 * 3600 - 1)));
    assertEquals("under 1 min left", Span.left(now, now.plusSeconds(59)));
    assertEquals("until it is lifted", Span.left(now, null));
  }
}
