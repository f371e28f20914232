package dev.leeward.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a command. */
public sealed interface CommandResult {
  /** The rule of a command that was meant for another state of the ledger. */
  String LEDGER_CHANGED = "ledger-changed";

  /**
   * Done, or what would be.
   *
   * @param changes one line each; none when there was nothing to change
   * @param instances that have it, as far as is known; none after a dry run
   * @param before what the command is about; null where it is about neither overrides nor services
   * @param drill the name of the one that it began or ended; null for all other commands, and where
   *     a dry run began none
   */
  record Accepted(
      boolean dryRun,
      List<String> changes,
      List<String> instances,
      List<String> warnings,
      @Nullable Standing before,
      @Nullable Standing after,
      @Nullable String drill)
      implements CommandResult {
    public Accepted(List<String> changes, List<String> instances, List<String> warnings) {
      this(false, changes, instances, warnings, null, null, null);
    }

    public Accepted withChanges(List<String> others) {
      return new Accepted(dryRun, others, instances, warnings, before, after, drill);
    }

    public Accepted knownTo(List<String> having) {
      return new Accepted(dryRun, changes, having, warnings, before, after, drill);
    }

    public Accepted ofDrill(@Nullable String name) {
      return new Accepted(dryRun, changes, instances, warnings, before, after, name);
    }
  }

  /**
   * Not done, and nothing changed.
   *
   * @param rule by name, what {@code --force} would name
   */
  record Refused(String rule, List<String> reasons, String whatToDo) implements CommandResult {}

  /**
   * What a command changes, at one moment.
   *
   * @param ledger digest in hex of all that is agreed
   * @param override the one with the command's place in the ledger, in force or not; null for none
   * @param services those that the command is about
   */
  record Standing(
      String ledger, StatusView.@Nullable OverrideView override, List<Served> services) {}

  /**
   * What a service serves.
   *
   * @param withdrawn ids of its records that are not served
   */
  record Served(String name, List<String> regions, String reason, List<String> withdrawn) {}
}
