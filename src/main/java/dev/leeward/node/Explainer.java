package dev.leeward.node;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Remark;
import dev.leeward.agreement.ServiceBallot;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.agreement.Vote;
import dev.leeward.control.ExplainView.RuleView;
import dev.leeward.control.ExplainView.VerdictView;
import dev.leeward.control.ExplainView.VoteView;
import dev.leeward.failover.Refusal;
import dev.leeward.failover.RuleOutcome;
import dev.leeward.failover.RuleOutcomes;
import dev.leeward.failover.ServiceState;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind one service's decision: votes, rules, evidence. Of one snapshot, any thread.
 */
final class Explainer {
  private final LoopSnapshot snapshot;
  private final ServiceState state;
  private final ServicePlan plan;
  private final @Nullable Tally tally;

  Explainer(LoopSnapshot snapshot, ServiceState state) {
    this.snapshot = snapshot;
    this.state = state;
    this.plan = state.plan();
    this.tally = snapshot.tallies().get(plan.service().name());
  }

  List<VerdictView> verdicts() {
    return plan.records().stream()
        .map(record ->
            new VerdictView(
                record.id(),
                record.target().id(),
                Views.lower(verdict(record.target())),
                votes(record.target())))
        .toList();
  }

  private Verdict verdict(Target target) {
    return tally == null ? Verdict.UNDECIDED : tally.verdict(target);
  }

  private List<VoteView> votes(Target target) {
    return snapshot.voters().stream().map(voter -> vote(voter, target)).toList();
  }

  private VoteView vote(LoopSnapshot.VoterNow voter, Target target) {
    Vote counted = tally == null ? null : tally.votesOn(target).get(voter.name());
    Remark remark = counted == null ? null : remark(voter.newest(), target).orElse(null);
    return new VoteView(
        voter.name(),
        counted == null ? "none" : Views.lower(counted),
        voter.age(),
        remark == null ? null : remark.failing(),
        remark == null ? null : remark.streak(),
        remark == null ? whyNotCounted(voter, counted) : remark.reason());
  }

  private @Nullable String whyNotCounted(LoopSnapshot.VoterNow voter, @Nullable Vote counted) {
    if (counted != null) {
      return null;
    }
    if (voter.ignored()) {
      return "ignored: two ballots with one number";
    }
    if (voter.newest() == null) {
      return "no ballot of it has come";
    }
    if (!voter.fresh()) {
      return "its ballot is not fresh";
    }
    return voter.newest().abstains() ? "abstains" : "works with other targets";
  }

  private Optional<Remark> remark(@Nullable Ballot ballot, Target target) {
    int index = plan.targets().indexOf(target);
    return ballot == null
        ? Optional.empty()
        : ballot.remarks().stream()
            .filter(each -> each.service().equals(plan.service().name()) && each.target() == index)
            .findFirst();
  }

  /** What the voters of the standing decision saw when they made it. */
  List<String> evidence() {
    List<String> evidence = new ArrayList<>();
    snapshot
        .ledger()
        .decided(plan.service().name())
        .map(LedgerEntry.Decided::certificate)
        .orElse(List.of())
        .forEach(ballot -> evidence(ballot.ballot(), evidence));
    return evidence;
  }

  private void evidence(Ballot ballot, List<String> evidence) {
    boolean sameTargets =
        ballot.services().stream()
            .filter(each -> each.service().equals(plan.service().name()))
            .map(ServiceBallot::targets)
            .anyMatch(plan.digest()::equals);
    for (Remark remark : ballot.remarks()) {
      if (remark.service().equals(plan.service().name())) {
        String target =
            sameTargets && remark.target() < plan.targets().size()
                ? plan.targets().get(remark.target()).id()
                : "endpoint " + (remark.target() + 1) + " of its list";
        String results = remark.failing() ? " failed " : " good again ";
        evidence.add(
            ballot.voter()
                + ": "
                + target
                + results
                + remark.streak()
                + " in a row"
                + (remark.reason().isEmpty() ? "" : ", " + remark.reason()));
      }
    }
  }

  List<RuleView> rules() {
    List<RuleView> rules = new ArrayList<>();
    int quorum = snapshot.settings().electorate().quorum();
    int voters = snapshot.voters().size();
    rules.add(
        rule(
            "quorum",
            snapshot.hasQuorum() ? RuleOutcome.Effect.PASSES : RuleOutcome.Effect.HOLDS,
            snapshot.freshVoters() + " of " + voters + " ballots fresh, " + quorum + " needed"));
    int needed = plan.service().withdrawal().votersNeeded(quorum, voters);
    if (needed > quorum) {
      rules.add(
          rule(
              "withdrawal",
              RuleOutcome.Effect.PASSES,
              needed + " of " + voters + " voters must say that a record is down"));
    }
    for (LoopSnapshot.VoterNow voter : snapshot.voters()) {
      if (voter.fresh() && voter.newest() != null && voter.newest().abstains()) {
        rules.add(
            new RuleView(
                "self-doubt",
                voter.name(),
                Views.lower(RuleOutcome.Effect.HOLDS),
                "abstains: its opinions are not counted"));
      }
    }
    RuleOutcomes.of(
            plan,
            this::verdict,
            state.decision(),
            snapshot.uptime(),
            snapshot.downtime(),
            snapshot.ledger().overridesInForce(snapshot.at().wallMillis()))
        .forEach(each ->
            rules.add(
                new RuleView(
                    each.rule(), each.subject(), Views.lower(each.effect()), each.text())));
    for (Refusal refusal : state.refusals()) {
      rules.add(
          new RuleView(
              refusal.rule().word(),
              refusal.region(),
              Views.lower(RuleOutcome.Effect.HOLDS),
              "refused: " + refusal.what()));
    }
    proposal().ifPresent(rules::add);
    return rules;
  }

  /** What some voters already propose and no quorum does. */
  private Optional<RuleView> proposal() {
    List<String> proposing =
        snapshot.voters().stream()
            .filter(LoopSnapshot.VoterNow::fresh)
            .map(LoopSnapshot.VoterNow::newest)
            .filter(Objects::nonNull)
            .filter(this::proposes)
            .map(Ballot::voter)
            .toList();
    return proposing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            rule(
                "proposal",
                RuleOutcome.Effect.HOLDS,
                "a change is proposed by "
                    + String.join(", ", proposing)
                    + "; "
                    + snapshot.settings().electorate().quorum()
                    + " must propose alike"));
  }

  private boolean proposes(Ballot ballot) {
    return ballot.services().stream()
        .anyMatch(each -> each.service().equals(plan.service().name()) && each.proposal() != null);
  }

  private RuleView rule(String rule, RuleOutcome.Effect effect, String text) {
    return new RuleView(rule, plan.service().name(), Views.lower(effect), text);
  }
}
