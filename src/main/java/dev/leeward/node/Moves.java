package dev.leeward.node;

import dev.leeward.agreement.Moment;
import dev.leeward.control.CommandResult.Served;
import dev.leeward.control.CommandResult.Standing;
import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Services that another topology would move to other regions. Pure. */
record Moves(List<String> words, Standing before, Standing after) {
  static Moves between(DecisionLoop owned, Moment now, Topology next) {
    List<String> words = new ArrayList<>();
    List<Served> before = new ArrayList<>();
    List<Served> after = new ArrayList<>();
    for (ServiceState each : owned.snapshot(now).services()) {
      String service = each.plan().service().name();
      next.service(service)
          .ifPresent(plan -> {
            Selection selection =
                Selection.select(
                    plan,
                    owned.ledger().decision(service),
                    owned.ledger().overridesInForce(now.wallMillis()));
            if (!selection.regions().equals(each.selection().regions())) {
              words.add(
                  "service "
                      + service
                      + " would move from "
                      + each.selection().regions()
                      + " to "
                      + selection.regions());
              before.add(Effect.served(each.plan(), each.selection()));
              after.add(Effect.served(plan, selection));
            }
          });
    }
    String ledger = owned.ledger().digest().hex();
    return new Moves(words, new Standing(ledger, null, before), new Standing(ledger, null, after));
  }
}
