package dev.leeward.cluster;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells each value of each entry once, whether an event or a look at the whole map brought it. For
 * every thread.
 */
final class EntryViews {
  private final Map<String, byte[]> told = new ConcurrentHashMap<>();
  private final StateMap.Listener listener;

  EntryViews(StateMap.Listener listener) {
    this.listener = listener;
  }

  void see(String key, byte[] value) {
    byte[] before = told.put(key, value);
    if (!Arrays.equals(before, value)) {
      listener.entry(key, value);
    }
  }
}
