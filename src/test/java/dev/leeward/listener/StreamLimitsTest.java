package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {
  private final StreamLimits limits = new StreamLimits(Duration.ofSeconds(20), 100, 10);

  @Test
  void upToHalfOfTheConnectionsTheTimeoutIsTheConfiguredOne() {
    assertEquals(Duration.ofSeconds(20), limits.idleTimeout(0));
    assertEquals(Duration.ofSeconds(20), limits.idleTimeout(50));
  }

  @Test
  void fromThereItFallsToATenthAndNeverBelowASecond() {
    assertEquals(Duration.ofSeconds(10), limits.idleTimeout(75));
    assertEquals(Duration.ofSeconds(2), limits.idleTimeout(100));
    assertEquals(Duration.ofSeconds(2), limits.idleTimeout(130));
    assertEquals(
        Duration.ofSeconds(1), new StreamLimits(Duration.ofSeconds(5), 100, 10).idleTimeout(99));
  }

  @Test
  void aTimeoutBelowASecondStaysWhatItIs() {
    Duration half = Duration.ofMillis(500);
    assertEquals(half, new StreamLimits(half, 100, 10).idleTimeout(100));
  }
}
