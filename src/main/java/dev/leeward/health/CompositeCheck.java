package dev.leeward.health;

import java.util.List;

/**
 * An endpoint works when enough of several checks say so.
 *
 * @param needed so many of them
 */
public record CompositeCheck(int needed, List<CheckSettings> members) implements CheckType {
  public CompositeCheck {
    if (needed < 1 || needed > members.size()) {
      throw new IllegalArgumentException(
          needed + " of " + members.size() + " checks can never be healthy");
    }
    members = List.copyOf(members);
  }
}
