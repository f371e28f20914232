package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.failover.DrillRule.Objection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Operators' drills, carried to the decision loop. Any thread may call; the loop does the work. */
final class DrillCommands {
  private final CommandTurns turns;

  DrillCommands(CommandTurns turns) {
    this.turns = turns;
  }

  CompletionStage<CommandResult> begin(Commands.Drill command) {
    return turns.run((owned, now) ->
        OperatorCommands.unknown(owned, command.region(), command.service())
            .orElseGet(() -> begin(owned, now, command)));
  }

  private CommandResult begin(DecisionLoop owned, Moment now, Commands.Drill command) {
    Kind kind = command.shadow() ? Kind.SHADOW_DRILL : Kind.DRILL;
    OverrideEntry drill = entry(owned, now, command, kind);
    List<Objection> refusals =
        DrillStart.refusals(owned.snapshot(now), drill, owned.settings().drills().instances());
    if (!refusals.isEmpty()) {
      return new CommandResult.Refused(
          refusals.getFirst().rule(),
          refusals.stream().map(Object::toString).toList(),
          "see leeward simulate --lose " + command.region() + " and leeward status");
    }
    List<String> foreseen = command.shadow() ? foreseen(owned, now, command) : List.of();
    String what = kind.word() + " of " + command.region() + " until " + until(drill);
    CommandResult.Accepted begun = turns.apply(owned, now, drill, what, List.of());
    List<String> changes = new ArrayList<>(begun.changes());
    changes.addAll(foreseen);
    return begun.withChanges(changes).ofDrill(turns.isDryRun() ? null : DrillId.of(drill));
  }

  private static Instant until(OverrideEntry drill) {
    return Instant.ofEpochMilli(drill.untilMillis());
  }

  /** A shadow moves nothing; what a drill that is none would move is what it is about. */
  private static List<String> foreseen(DecisionLoop owned, Moment now, Commands.Drill command) {
    Ledger before = owned.ledger();
    Ledger after = CommandTurns.merged(before, entry(owned, now, command, Kind.DRILL));
    return new Effect(owned.settings().topology(), before, after, now.wallMillis())
        .words().stream().map(each -> "in the shadow only: " + each).toList();
  }

  private static OverrideEntry entry(
      DecisionLoop owned, Moment now, Commands.Drill command, Kind kind) {
    return new OverrideEntry(
        kind,
        command.region(),
        command.service(),
        true,
        standing(owned).map(OverrideEntry::term).orElse(0L) + 1,
        command.by(),
        command.reason(),
        now.wallMillis(),
        now.wallMillis() + command.lasts().toMillis());
  }

  private static Optional<OverrideEntry> standing(DecisionLoop owned) {
    return owned.ledger().entry(OverrideEntry.DRILL_KEY) instanceof LedgerEntry.Overridden entry
        ? Optional.of(entry.override())
        : Optional.empty();
  }

  CompletionStage<CommandResult> stop(Commands.Release command) {
    return turns.run((owned, now) -> {
      Optional<OverrideEntry> drill = owned.ledger().overridesInForce(now.wallMillis()).drill();
      if (drill.isEmpty()) {
        return turns.unchanged(owned, now, null, "no drill runs");
      }
      String id = DrillId.of(drill.get());
      return turns
          .apply(
              owned,
              now,
              DrillDesk.released(drill.get(), command.by(), command.reason(), now),
              "stopped " + id,
              List.of())
          .ofDrill(id);
    });
  }
}
