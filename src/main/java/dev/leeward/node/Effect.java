package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.control.CommandResult;
import dev.leeward.control.CommandResult.Served;
import dev.leeward.control.CommandResult.Standing;
import dev.leeward.failover.Selection;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger in place of another does to the services, by the selection that is served by.
 * Pure.
 */
record Effect(Topology topology, Ledger before, Ledger after, long wallMillis) {
  CommandResult.Standing before(@Nullable OverrideEntry entry) {
    return standing(before, entry);
  }

  CommandResult.Standing after(@Nullable OverrideEntry entry) {
    return standing(after, entry);
  }

  /** A line for each service that moves. */
  List<String> words() {
    return changed().stream()
        .filter(plan -> !selection(plan, before).regions().equals(selection(plan, after).regions()))
        .map(plan ->
            "service "
                + plan.service().name()
                + ": "
                + selection(plan, before).regions()
                + " -> "
                + selection(plan, after).regions())
        .toList();
  }

  private List<ServicePlan> changed() {
    return topology.services().stream()
        .filter(plan -> !selection(plan, before).equals(selection(plan, after)))
        .toList();
  }

  private Standing standing(Ledger ledger, @Nullable OverrideEntry entry) {
    return new Standing(
        ledger.digest().hex(),
        entry != null && ledger.entry(entry.key()) instanceof LedgerEntry.Overridden overridden
            ? Views.override(overridden.override(), wallMillis)
            : null,
        changed().stream().map(plan -> served(plan, selection(plan, ledger))).toList());
  }

  static Served served(ServicePlan plan, Selection selection) {
    return new Served(
        plan.service().name(),
        selection.regions(),
        Views.lower(selection.reason()),
        selection.withdrawn().keySet().stream().sorted().toList());
  }

  private Selection selection(ServicePlan plan, Ledger ledger) {
    return Selection.select(
        plan, ledger.decision(plan.service().name()), ledger.overridesInForce(wallMillis));
  }
}
