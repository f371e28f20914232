package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EntryWritesTest implements EntryWrites.Outcome {
  private final Queue<String> attempts = new ConcurrentLinkedQueue<>();
  private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
  private final Semaphore gate = new Semaphore(0);
  private final EntryWrites writes = new EntryWrites(this);

  @Override
  public void written(String key) {
    outcomes.add("written " + key);
  }

  @Override
  public void failed(String key, Exception error) {
    outcomes.add("failed " + key);
  }

  private void slow(String key, byte[] value) {
    String text = new String(value, StandardCharsets.US_ASCII);
    attempts.add(key + "=" + text);
    gate.acquireUninterruptibly();
    if (text.equals("poison")) {
      throw new IllegalStateException("the owner of the partition is gone");
    }
  }

  private void put(String key, String value) {
    writes.put(key, value.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whileAWriteHangsOnlyTheNewestValueWaits() {
    writes.open(this::slow);
    put("a", "1");
    Eventually.becomes("the first hangs", () -> attempts.contains("a=1"));
    put("a", "2");
    put("a", "3");
    put("b", "1");
    Eventually.becomes("another key does not wait", () -> attempts.contains("b=1"));
    gate.release(3);
    Eventually.becomes("all written", () -> outcomes.size() == 3);
    assertEquals(
        List.of("a=1", "a=3"), attempts.stream().filter(one -> one.startsWith("a")).toList());
  }

  @Test
  void valuesFromBeforeTheMapWasThereAreWrittenWhenItIs() {
    put("a", "1");
    put("a", "2");
    assertTrue(attempts.isEmpty());
    gate.release(1);
    writes.open(this::slow);
    Eventually.becomes("written", () -> outcomes.contains("written a"));
    assertEquals(List.of("a=2"), List.copyOf(attempts));
  }

  @Test
  void aFailedWriteIsCountedAndTriedAgainByTheSweep() {
    gate.release(10);
    writes.open(this::slow);
    put("a", "poison");
    Eventually.becomes("failed", () -> outcomes.contains("failed a"));
    Eventually.becomes(
        "tried again",
        () -> {
          writes.writeMissing(_ -> true);
          return attempts.size() > 1;
        });
    put("a", "good");
    Eventually.becomes(
        "written",
        () -> {
          writes.writeMissing(_ -> true);
          return outcomes.contains("written a");
        });
  }
}
