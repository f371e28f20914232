package dev.leeward.node;

import dev.leeward.control.CommandResult;

/** What the timeline tells of an operator's command that leaves no entry in the ledger. Pure. */
final class CommandOutcome {
  private static final String RELOAD = "reload";

  private CommandOutcome() {}

  /**
   * @param command in one word, as {@code drain}
   * @param by who gave it
   */
  static void tell(
      String command, String by, CommandResult result, String instance, LoopEvents events) {
    switch (result) {
      case CommandResult.Accepted accepted -> {
        if (command.equals(RELOAD)) {
          String changes = String.join("; ", accepted.changes());
          events.happened(
              "reloaded",
              instance,
              (changes.isEmpty() ? "nothing changed" : changes) + "; by " + by);
        }
      }
      case CommandResult.Refused refused ->
          events.happened(
              command + "-refused",
              instance,
              "by the rule "
                  + refused.rule()
                  + ": "
                  + String.join("; ", refused.reasons())
                  + "; asked by "
                  + by);
    }
  }
}
