package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.control.CommandResult;
import dev.leeward.control.CommandResult.Served;
import dev.leeward.control.CommandResult.Standing;
import dev.leeward.failover.Selection;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger in place of another does to the services, by the selection that is served by.
 * Pure.
 */
final class Effect {
  private final Ledger before;
  private final Ledger after;
  private final long wallMillis;
  private final List<Moved> moved;

  /** A service of which something else is served. */
  private record Moved(ServicePlan plan, Selection before, Selection after) {}

  Effect(Topology topology, Ledger before, Ledger after, long wallMillis) {
    this.before = before;
    this.after = after;
    this.wallMillis = wallMillis;
    this.moved = moved(topology);
  }

  private List<Moved> moved(Topology topology) {
    Overrides overridesBefore = before.overridesInForce(wallMillis);
    Overrides overridesAfter = after.overridesInForce(wallMillis);
    List<Moved> all = new ArrayList<>();
    for (ServicePlan plan : topology.services()) {
      Decision decisionBefore = before.decision(plan.service().name());
      Decision decisionAfter = after.decision(plan.service().name());
      if (!decisionBefore.equals(decisionAfter)
          || !Selection.isSameUnder(plan, overridesBefore, overridesAfter)) {
        Selection was = Selection.select(plan, decisionBefore, overridesBefore);
        Selection is = Selection.select(plan, decisionAfter, overridesAfter);
        if (!was.equals(is)) {
          all.add(new Moved(plan, was, is));
        }
      }
    }
    return all;
  }

  CommandResult.Standing before(@Nullable OverrideEntry entry) {
    return standing(before, entry, Moved::before);
  }

  CommandResult.Standing after(@Nullable OverrideEntry entry) {
    return standing(after, entry, Moved::after);
  }

  /** A line for each service that moves. */
  List<String> words() {
    return moved.stream()
        .filter(each -> !each.before().regions().equals(each.after().regions()))
        .map(each ->
            "service "
                + each.plan().service().name()
                + ": "
                + each.before().regions()
                + " -> "
                + each.after().regions())
        .toList();
  }

  private Standing standing(
      Ledger ledger, @Nullable OverrideEntry entry, Function<Moved, Selection> selection) {
    return new Standing(
        ledger.digest().hex(),
        entry != null && ledger.entry(entry.key()) instanceof LedgerEntry.Overridden overridden
            ? Views.override(overridden.override(), wallMillis)
            : null,
        moved.stream().map(each -> served(each.plan(), selection.apply(each))).toList());
  }

  static Served served(ServicePlan plan, Selection selection) {
    return new Served(
        plan.service().name(),
        selection.regions(),
        Views.lower(selection.reason()),
        selection.withdrawn().keySet().stream().sorted().toList());
  }
}
