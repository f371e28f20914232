package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.control.DrillsView;
import dev.leeward.control.Operations;
import dev.leeward.failover.DrillRule.Objection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Operators' drills, carried to the decision loop. Any thread may call; the loop does the work. */
final class DrillCommands {
  private final LoopThread loop;

  DrillCommands(LoopThread loop) {
    this.loop = loop;
  }

  CompletionStage<DrillsView.Begun> begin(Operations.Drill command) {
    return loop.ask((owned, now) ->
        OperatorCommands.unknown(owned, command.region(), command.service())
            .map(refused -> new DrillsView.Begun("", refused))
            .orElseGet(() -> begin(owned, now, command)));
  }

  private static DrillsView.Begun begin(DecisionLoop owned, Moment now, Operations.Drill command) {
    OverrideEntry drill = entry(owned, now, command);
    List<Objection> refusals =
        DrillStart.refusals(owned.snapshot(now), drill, owned.settings().drills().instances());
    if (!refusals.isEmpty()) {
      return new DrillsView.Begun(
          "",
          new CommandResult.Refused(
              refusals.getFirst().rule(),
              refusals.stream().map(Object::toString).toList(),
              "see leeward simulate --lose " + command.region() + " and leeward status"));
    }
    owned.override(drill, now);
    String what = drill.kind().word() + " of " + command.region() + " until ";
    return new DrillsView.Begun(
        DrillId.of(drill),
        new CommandResult.Accepted(
            List.of(what + Instant.ofEpochMilli(drill.untilMillis())), List.of(), List.of()));
  }

  private static OverrideEntry entry(DecisionLoop owned, Moment now, Operations.Drill command) {
    return new OverrideEntry(
        command.shadow() ? Kind.SHADOW_DRILL : Kind.DRILL,
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
    return loop.ask((owned, now) -> {
      Optional<OverrideEntry> drill = owned.ledger().overridesInForce(now.wallMillis()).drill();
      if (drill.isEmpty()) {
        return new CommandResult.Accepted(List.of(), List.of(), List.of("no drill runs"));
      }
      owned.override(DrillDesk.released(drill.get(), command.by(), command.reason(), now), now);
      String id = DrillId.of(drill.get());
      return new CommandResult.Accepted(List.of("stopped " + id), List.of(), List.of());
    });
  }
}
