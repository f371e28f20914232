package dev.leeward.control;

import java.util.List;

/** What came of a command. */
public sealed interface CommandResult {
  /**
   * Done.
   *
   * @param changes one line each; none when there was nothing to change
   * @param instances that have it, as far as is known
   */
  record Accepted(List<String> changes, List<String> instances, List<String> warnings)
      implements CommandResult {}

  /**
   * Not done, and nothing changed.
   *
   * @param rule by name, what {@code --force} would name
   */
  record Refused(String rule, List<String> reasons, String whatToDo) implements CommandResult {}
}
