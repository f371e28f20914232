package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a target's last probes comes back as it was. */
class RecentProbesTest {
  private static final Duration TOOK = Duration.ofNanos(41_123_456);

  private final RecentProbes recent = new RecentProbes();
  private final List<ProbeRecord> added = new ArrayList<>();

  private void add(ProbeResult result) {
    int number = added.size() + 1;
    ProbeRecord record = new ProbeRecord(number, number * 1000L, number * 1000L + 41, result);
    added.add(record);
    recent.add(record);
  }

  @Test
  void everyKindOfResultComesBack() {
    add(new ProbeResult.Healthy(TOOK));
    add(new ProbeResult.Healthy(TOOK, Evidence.SILENCE, ProbeResult.Notes.NONE));
    add(new ProbeResult.Healthy(TOOK, Evidence.ANSWER, new ProbeResult.Notes("soon", 12.5)));
    add(new ProbeResult.Failed("connection refused", TOOK));
    add(new ProbeResult.TimedOut(TOOK));
    add(new ProbeResult.LocalError("no descriptor"));
    assertEquals(added, recent.oldestFirst());
  }

  @Test
  void theOldestGoAndAFailureLeavesNothingBehind() {
    for (int i = 0; i < RecentProbes.MOST; i++) {
      add(new ProbeResult.Failed("status 500, expected 200-299", TOOK));
    }
    for (int i = 0; i < RecentProbes.MOST + 3; i++) {
      add(new ProbeResult.Healthy(TOOK.plusNanos(i)));
    }
    assertEquals(
        added.subList(added.size() - RecentProbes.MOST, added.size()), recent.oldestFirst());
  }

  @Test
  void theNewestHealthyAnswerTellsTheCapacity() {
    assertNull(recent.capacity());
    add(new ProbeResult.Healthy(TOOK, Evidence.ANSWER, new ProbeResult.Notes(null, 12.5)));
    add(new ProbeResult.TimedOut(TOOK));
    assertEquals(12.5, recent.capacity());
    add(new ProbeResult.Healthy(TOOK));
    assertNull(recent.capacity());
    for (int i = 0; i < RecentProbes.MOST; i++) {
      add(new ProbeResult.TimedOut(TOOK));
    }
    assertNull(recent.capacity());
  }
}
