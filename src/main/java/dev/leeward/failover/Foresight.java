package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What every service would serve after a loss, by the rules that decide and compile what is served
 * after a real one. Pure; changes nothing.
 *
 * @param overrides those in force
 * @param decides whether the voters that remain would decide at all: a quorum, and nothing frozen
 */
public record Foresight(ZoneSet zones, Ledger ledger, Overrides overrides, boolean decides) {
  /** One decision may make the next one due: a return that waited for it, say. */
  private static final int MOST_DECISIONS = 8;

  /**
   * @param verdicts before the loss
   */
  public Prospect after(
      Loss loss,
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Circumstances circumstances) {
    Decision standing = ledger.decision(plan.service().name());
    Function<Target, Verdict> then =
        target -> loss.takes(target) ? Verdict.DOWN : verdicts.apply(target);
    Proposal proposal = new Proposal(standing, List.of());
    for (int i = 0; decides && i < MOST_DECISIONS; i++) {
      Decision before = proposal.decision();
      proposal = DecisionRule.decide(plan, then, before, before.term() + 1, circumstances);
      if (proposal.decision() == before) {
        break;
      }
    }
    Selection after = Selection.select(plan, proposal.decision(), overrides);
    ServiceState state =
        new ServiceState(plan, proposal.decision(), after, proposal.refusals(), true);
    Served served = new Served(plan, then);
    SteeringCompiler.compile(zones, List.of(state)).names().forEach(served::see);
    Selection before = Selection.select(plan, standing, overrides);
    return new Prospect(plan, before, after, proposal.refusals(), served.dead, served.empty);
  }

  /** What becomes of a service's RRsets. Owned by one call. */
  private final class Served {
    private final ServicePlan plan;
    private final Function<Target, Verdict> verdicts;
    private final List<String> dead = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();

    Served(ServicePlan plan, Function<Target, Verdict> verdicts) {
      this.plan = plan;
      this.verdicts = verdicts;
    }

    void see(SteeredName name) {
      Zone zone = zones.find(name.owner());
      Node node = zone == null ? null : zone.node(name.owner());
      if (node != null) {
        node.rrsets().forEach(all -> see(name.owner(), all.type(), name.rrset(all.type())));
      }
    }

    private void see(Name owner, RecordType type, @org.jspecify.annotations.Nullable RRset served) {
      if (served == null) {
        empty.add(owner + " " + type);
      } else if (served.records().stream().allMatch(data -> isDead(owner, type, data))) {
        dead.add(owner + " " + type);
      }
    }

    /** What is no endpoint's record is nobody's to call dead. */
    private boolean isDead(Name owner, RecordType type, Rdata data) {
      ServiceRecord record = plan.find(owner, type, data);
      return record != null && verdicts.apply(record.target()) == Verdict.DOWN;
    }
  }
}
