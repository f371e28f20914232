package dev.leeward.notification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for each notification, oldest first, and what became of the last thousand. Bounded; no
 * I/O. Owned by the desk's thread.
 */
final class Backlog {
  static final int MOST_WAITING = 5000;
  private static final int MOST_OUTCOMES = 1000;

  private final Map<String, Map<ItemKey, Item>> waiting = new LinkedHashMap<>();
  private final Map<ItemKey, Outcome> outcomes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ItemKey, Outcome> eldest) {
          return size() > MOST_OUTCOMES;
        }
      };

  /** False when it waits already, or is over. */
  boolean add(Item item) {
    return !outcomes.containsKey(item.key())
        && waiting
                .computeIfAbsent(item.notification(), _ -> new LinkedHashMap<>())
                .putIfAbsent(item.key(), item)
            == null;
  }

  /** What must go because there is too much of it: the oldest. */
  Optional<Item> tooMuch(String notification) {
    Map<ItemKey, Item> all = waiting.getOrDefault(notification, Map.of());
    return all.size() > MOST_WAITING ? all.values().stream().findFirst() : Optional.empty();
  }

  /** False when it was over before. */
  boolean end(Outcome outcome) {
    Map<ItemKey, Item> all = waiting.get(outcome.notification());
    if (all != null) {
      all.remove(outcome.key());
    }
    return outcomes.putIfAbsent(outcome.key(), outcome) == null;
  }

  List<Item> waiting(String notification) {
    return List.copyOf(waiting.getOrDefault(notification, Map.of()).values());
  }

  Optional<Item> first(String notification) {
    return waiting.getOrDefault(notification, Map.of()).values().stream().findFirst();
  }

  int count(String notification) {
    return waiting.getOrDefault(notification, Map.of()).size();
  }

  Optional<Item> find(ItemKey key) {
    return Optional.ofNullable(waiting.getOrDefault(key.notification(), Map.of()).get(key));
  }

  boolean isOver(ItemKey key) {
    return outcomes.containsKey(key);
  }

  List<Item> items() {
    List<Item> all = new ArrayList<>();
    waiting.values().forEach(each -> all.addAll(each.values()));
    return all;
  }

  int size() {
    return outcomes.size() + waiting.values().stream().mapToInt(Map::size).sum();
  }

  /** The newest last. */
  List<Outcome> recent() {
    return List.copyOf(outcomes.values());
  }
}
