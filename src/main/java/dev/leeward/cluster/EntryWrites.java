package dev.leeward.cluster;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Own entries on their way into a map whose writes may block for seconds: one write per key at a
 * time, each on a virtual thread, and of the values that come meanwhile only the newest is kept.
 * For every thread.
 */
final class EntryWrites {
  /** The slow map. */
  interface Target {
    void write(String key, byte[] value);
  }

  /** What became of a write; called on the thread that wrote. */
  interface Outcome {
    void written(String key);

    void failed(String key, Exception error);
  }

  private final Map<String, byte[]> newest = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
  private final Outcome outcome;
  private volatile @Nullable Target target;

  EntryWrites(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Before this values are only kept. */
  void open(Target opened) {
    target = opened;
    writeAll();
  }

  /** Nothing is written any more. */
  void close() {
    target = null;
  }

  void put(String key, byte[] value) {
    newest.put(key, value);
    write(key);
  }

  /** All own values again: for a member that came, and after a merge that may have lost them. */
  void writeAll() {
    newest.keySet().forEach(this::write);
  }

  /** What failed, and what the map does not have. */
  void writeMissing(Predicate<String> isThere) {
    newest.keySet().stream()
        .filter(key -> unwritten.contains(key) || !isThere.test(key))
        .forEach(this::write);
  }

  boolean isNewestOwn(String key, byte[] value) {
    return Arrays.equals(newest.get(key), value);
  }

  private void write(String key) {
    Target to = target;
    if (to != null && underWay.add(key)) {
      Thread.ofVirtual().name("leeward-map-write").start(() -> writeNewest(to, key));
    }
  }

  private void writeNewest(Target to, String key) {
    byte[] written;
    do {
      written = newest.get(key);
      boolean success = written != null && attempt(to, key, written);
      underWay.remove(key);
      if (!success) {
        // the sweep tries again; at once it would only fail again
        return;
      }
    } while (written != newest.get(key) && target == to && underWay.add(key));
  }

  private boolean attempt(Target to, String key, byte[] value) {
    try {
      to.write(key, value);
      unwritten.remove(key);
      outcome.written(key);
      return true;
    } catch (RuntimeException e) {
      unwritten.add(key);
      outcome.failed(key, e);
      return false;
    }
  }
}
