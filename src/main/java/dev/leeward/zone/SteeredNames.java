package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of all services in a fixed order, wildcard owners included; a compiled zone points into
 * it, so it must be compiled again when this changes. Immutable.
 */
public final class SteeredNames {
  public static final SteeredNames NONE = new SteeredNames(List.of());

  private final List<Name> names;
  private final Map<Name, Integer> indexes = new HashMap<>();

  /**
   * @throws IllegalArgumentException when a name is listed twice
   */
  public SteeredNames(List<Name> names) {
    this.names = List.copyOf(names);
    for (int index = 0; index < names.size(); index++) {
      if (indexes.put(names.get(index), index) != null) {
        throw new IllegalArgumentException(names.get(index) + " is steered twice");
      }
    }
  }

  public List<Name> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  public Name get(int index) {
    return names.get(index);
  }

  /** Position of the name, or -1. */
  public int indexOf(Name name) {
    return indexes.getOrDefault(name, -1);
  }
}
