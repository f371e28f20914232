package dev.leeward.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  /** 2026-03-01 is a Sunday. */
  @ParameterizedTest
  @CsvSource({
    "03:00, 2026-03-01T02:59:59Z, 2026-03-01T03:00:00Z",
    "03:00, 2026-03-01T03:00:00Z, 2026-03-02T03:00:00Z",
    "Sun 03:00, 2026-03-01T03:00:00Z, 2026-03-08T03:00:00Z",
    "'Mon,Thu 23:30', 2026-03-02T23:30:00Z, 2026-03-05T23:30:00Z",
    "1 00:05, 2026-03-01T00:05:00Z, 2026-04-01T00:05:00Z",
    "28 00:00, 2026-02-28T00:00:00Z, 2026-03-28T00:00:00Z",
  })
  void aTimeOfSomeDaysIsDueInUtc(String text, Instant after, Instant due) {
    assertEquals(due, Cadence.At.parse(text).next(after));
  }

  @ParameterizedTest
  @CsvSource({
    "3:00",
    "24:00",
    "03:60",
    "Sunday 03:00",
    "Sun",
    "29 03:00",
    "0 03:00",
    "'Mon, 03:00'",
    "''"
  })
  void whatIsNoTimeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cadence.At.parse(text));
  }

  @Test
  void aPeriodIsCountedFromTheEpochSoThatAllInstancesCountAlike() {
    Cadence every = new Cadence.Every(Duration.ofDays(7));
    assertEquals(Instant.parse("1970-01-08T00:00:00Z"), every.next(Instant.EPOCH));
    Instant due = every.next(Instant.parse("2026-03-01T12:00:00Z"));
    assertEquals(0, due.getEpochSecond() % Duration.ofDays(7).toSeconds());
    assertEquals(due, every.next(due.minusMillis(1)));
  }
}
