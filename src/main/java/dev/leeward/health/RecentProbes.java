package dev.leeward.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last probes of a target; owned by the decision loop.
 *
 * <p>Kept as numbers. As objects they would live just long enough to be moved about by the garbage
 * collector, eight for each of ten thousand targets, and all of the process waits for it meanwhile.
 */
final class RecentProbes {
  static final int MOST = 8;

  private static final int NUMBER = 0;
  private static final int STARTED = 1;
  private static final int SEEN = 2;
  private static final int TOOK = 3;
  private static final int NUMBERS = 4;

  private final long[] numbers = new long[MOST * NUMBERS];

  /** Null for what most are: healthy, by an answer, with no word beside. */
  private final @Nullable ProbeResult[] results = new ProbeResult[MOST];

  private int next;
  private int known;

  void add(ProbeRecord record) {
    int at = next * NUMBERS;
    numbers[at + NUMBER] = record.number();
    numbers[at + STARTED] = record.startedNanos();
    numbers[at + SEEN] = record.seenNanos();
    numbers[at + TOOK] = record.result().took().toNanos();
    ProbeResult said = isPlain(record.result()) ? null : record.result();
    if (results[next] != said) {
      results[next] = said;
    }
    next = (next + 1) % MOST;
    known = Math.min(known + 1, MOST);
  }

  private static boolean isPlain(ProbeResult result) {
    return result instanceof ProbeResult.Healthy healthy
        && healthy.evidence() == Evidence.ANSWER
        && healthy.notes().equals(ProbeResult.Notes.NONE);
  }

  List<ProbeRecord> oldestFirst() {
    List<ProbeRecord> records = new ArrayList<>(known);
    for (int i = 0; i < known; i++) {
      records.add(record((next - known + i + MOST) % MOST));
    }
    return records;
  }

  /** What the newest healthy answer told; null when it told none. */
  @Nullable Double capacity() {
    for (int i = 1; i <= known; i++) {
      ProbeResult said = results[(next - i + MOST) % MOST];
      if (said == null || said instanceof ProbeResult.Healthy) {
        return said instanceof ProbeResult.Healthy healthy ? healthy.notes().capacity() : null;
      }
    }
    return null;
  }

  private ProbeRecord record(int index) {
    int at = index * NUMBERS;
    ProbeResult said = results[index];
    return new ProbeRecord(
        numbers[at + NUMBER],
        numbers[at + STARTED],
        numbers[at + SEEN],
        said != null ? said : new ProbeResult.Healthy(Duration.ofNanos(numbers[at + TOOK])));
  }
}
