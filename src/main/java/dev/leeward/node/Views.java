package dev.leeward.node;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Vote;
import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;
import dev.leeward.control.StatusView.RecordView;
import dev.leeward.control.StatusView.RefusalView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.control.StatusView.TargetView;
import dev.leeward.control.StatusView.VoterView;
import dev.leeward.failover.Explanation;
import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import dev.leeward.health.Opinion;
import dev.leeward.health.TargetHealth;
import dev.leeward.topology.Digest;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A snapshot of the decision plane in the API's words. Pure. */
final class Views {
  private final LoopSnapshot snapshot;
  private final Map<String, Instance> instances;

  /**
   * @param instances as configured, by name; none for a single one
   */
  Views(LoopSnapshot snapshot, Map<String, Instance> instances) {
    this.snapshot = snapshot;
    this.instances = instances;
  }

  StatusView.Automation automation() {
    String reason = null;
    if (snapshot.silenced()) {
      reason = "another process votes with this instance's key";
    } else if (!snapshot.hasQuorum()) {
      reason =
          "no quorum: "
              + snapshot.freshVoters()
              + " of "
              + snapshot.settings().electorate().quorum()
              + " fresh ballots; the last agreed state is held";
    } else if (snapshot.voters().stream().filter(Views::counts).count()
        < snapshot.settings().electorate().quorum()) {
      reason = "too many voters abstain";
    } else {
      reason = frozen();
    }
    return new StatusView.Automation(reason == null, reason);
  }

  private @Nullable String frozen() {
    return snapshot.ledger().overridesInForce(snapshot.at().wallMillis()).inForce().stream()
        .filter(each -> each.kind() == OverrideEntry.Kind.FREEZE)
        .map(each -> "frozen " + each.attribution())
        .findFirst()
        .orElse(null);
  }

  static boolean counts(LoopSnapshot.VoterNow voter) {
    return voter.fresh() && voter.newest() != null && !voter.newest().abstains();
  }

  List<VoterView> voters() {
    return snapshot.voters().stream().map(this::voter).toList();
  }

  private VoterView voter(LoopSnapshot.VoterNow voter) {
    Ballot ballot = voter.newest();
    Instance instance = instances.get(voter.name());
    return new VoterView(
        voter.name(),
        instance == null ? null : instance.region(),
        instance != null && instance.isWitness(),
        voter.self(),
        voter.fresh(),
        ballot != null && ballot.abstains(),
        voter.ignored(),
        ballot != null && otherTargets(ballot).isEmpty(),
        ballot == null ? List.of() : otherTargets(ballot),
        ballot != null && ballot.ledger().equals(snapshot.ledger().digest()),
        ballot == null ? null : ballot.ledger().hex(),
        ballot == null ? null : ballot.number(),
        voter.age(),
        ballot == null || !voter.fresh()
            ? null
            : Duration.ofMillis(ballot.wallMillis() - snapshot.at().wallMillis()));
  }

  /** By name, also services that only one of the two has. */
  private List<String> otherTargets(Ballot ballot) {
    Map<String, Digest> theirs = new TreeMap<>();
    ballot.services().forEach(service -> theirs.put(service.service(), service.targets()));
    TreeSet<String> differing = new TreeSet<>(theirs.keySet());
    for (ServicePlan plan : snapshot.settings().topology().services()) {
      String name = plan.service().name();
      if (plan.digest().equals(theirs.get(name))) {
        differing.remove(name);
      } else {
        differing.add(name);
      }
    }
    return List.copyOf(differing);
  }

  List<ServiceView> services() {
    return snapshot.services().stream().map(this::service).toList();
  }

  /** As there may be thousands of records too. */
  List<ServiceView> servicesWithoutRecords() {
    return snapshot.services().stream().map(state -> service(state, false)).toList();
  }

  ServiceView service(ServiceState state) {
    return service(state, true);
  }

  private ServiceView service(ServiceState state, boolean withRecords) {
    ServicePlan plan = state.plan();
    return new ServiceView(
        plan.service().name(),
        plan.service().names().stream().map(Object::toString).toList(),
        lower(plan.service().policy()),
        state.selection().regions(),
        lower(state.selection().reason()),
        Explanation.of(state),
        state.decision().term(),
        since(state, state.decision().term()),
        state.ttlCap(),
        ttlReason(state),
        state.refusals().stream()
            .map(each -> new RefusalView(each.rule().word(), each.region(), each.what()))
            .toList(),
        plan.service().regions().stream()
            .map(region -> region(state, region, withRecords ? records(state, region) : List.of()))
            .toList());
  }

  private @Nullable Instant since(ServiceState state, long term) {
    Long millis =
        snapshot.termMillis().getOrDefault(state.plan().service().name(), Map.of()).get(term);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private String ttlReason(ServiceState state) {
    if (!state.shortTtl()) {
      return "calm";
    }
    Tally tally = snapshot.tallies().get(state.plan().service().name());
    List<String> suspects =
        tally == null
            ? List.of()
            : state.plan().targets().stream()
                .filter(each -> state.selection().regions().contains(each.endpoint().region()))
                .filter(tally::isSuspect)
                .map(Target::id)
                .toList();
    return suspects.isEmpty()
        ? "short after a change"
        : "short while under suspicion: " + String.join(", ", suspects);
  }

  private RegionView region(ServiceState state, String region, List<RecordView> records) {
    Decision decision = state.decision();
    Overrides overrides = snapshot.ledger().overridesInForce(snapshot.at().wallMillis());
    return new RegionView(
        region,
        decision.region(region).in(),
        overrides.isDrained(region, state.plan().service().name()),
        state.selection().regions().contains(region),
        decision.region(region).sinceTerm(),
        since(state, decision.region(region).sinceTerm()),
        decision.region(region).flaps(),
        records);
  }

  private static List<RecordView> records(ServiceState state, String region) {
    List<RecordView> records = new ArrayList<>();
    state
        .plan()
        .recordsIn(region)
        .forEach(record -> {
          Selection.Withdrawal why = state.selection().withdrawn().get(record.id());
          records.add(
              new RecordView(
                  record.id(),
                  record.target().id(),
                  state.decision().record(record.id(), region).in(),
                  why == null ? null : lower(why)));
        });
    return records;
  }

  List<TargetView> targets() {
    Map<Target, Tally> tallies = talliesOf(snapshot);
    return snapshot.targets().stream()
        .map(health -> target(health, tallies.get(health.target())))
        .toList();
  }

  private static TargetView target(TargetHealth health, @Nullable Tally tally) {
    Opinion opinion = health.opinion();
    return new TargetView(
        health.target().id(),
        health.target().endpoint().region(),
        tally == null ? "undecided" : lower(tally.verdict(health.target())),
        lower(opinion.state()),
        opinion.isSuspect(),
        opinion.streak().length(),
        health.lastReason(),
        tally == null ? Map.of() : votes(tally, health.target()));
  }

  /** The first service's that has the target. */
  private static Map<Target, Tally> talliesOf(LoopSnapshot snapshot) {
    Map<Target, Tally> tallies = new HashMap<>();
    for (ServicePlan plan : snapshot.settings().topology().services()) {
      Tally tally = snapshot.tallies().get(plan.service().name());
      if (tally != null) {
        plan.targets().forEach(target -> tallies.putIfAbsent(target, tally));
      }
    }
    return tallies;
  }

  static Map<String, String> votes(Tally tally, Target target) {
    Map<String, String> votes = new TreeMap<>();
    for (Map.Entry<String, Vote> vote : tally.votesOn(target).entrySet()) {
      votes.put(vote.getKey(), lower(vote.getValue()));
    }
    return votes;
  }

  List<OverrideView> overrides() {
    return snapshot.ledger().overrides().stream().map(this::override).toList();
  }

  OverrideView override(OverrideEntry entry) {
    return override(entry, snapshot.at().wallMillis());
  }

  static OverrideView override(OverrideEntry entry, long wallMillis) {
    return new OverrideView(
        entry.kind().word(),
        entry.region(),
        entry.service(),
        entry.isInForce(wallMillis),
        entry.by(),
        entry.reason(),
        Instant.ofEpochMilli(entry.atMillis()),
        entry.untilMillis() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(entry.untilMillis()));
  }

  /** Whose ballots made the standing decision of a service. */
  List<String> certificate(String service) {
    return snapshot
        .ledger()
        .decided(service)
        .map(LedgerEntry.Decided::certificate)
        .map(ballots -> ballots.stream().map(ballot -> ballot.ballot().voter()).toList())
        .orElse(List.of());
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
