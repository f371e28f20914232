package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Tally;
import dev.leeward.config.Finding;
import dev.leeward.config.Loaded;
import dev.leeward.config.ReloadRules;
import dev.leeward.config.Settings;
import dev.leeward.control.CommandResult;
import dev.leeward.control.ExplainView;
import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.DrainRule;
import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import dev.leeward.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API's questions and commands, carried to the decision loop. Any thread may call; the loop does the work. */
final class NodeOperations implements Operations {
  private static final int MOST_REASONS = 200;

  private final Node node;
  private final LoopThread loop;
  private final long startedNanos = System.nanoTime();
  private volatile Settings settings;
  private volatile Loaded loaded;

  NodeOperations(Node node, LoopThread loop, Settings settings, Loaded loaded) {
    this.node = node;
    this.loop = loop;
    this.settings = settings;
    this.loaded = loaded;
  }

  private LoopSnapshot snapshot() {
    return loop.ask(DecisionLoop::snapshot).toCompletableFuture().join();
  }

  private Map<String, String> regionsOfInstances() {
    return settings.instances().stream().collect(Collectors.toMap(Instance::name, Instance::region));
  }

  @Override
  public StatusView status() {
    LoopSnapshot snapshot = snapshot();
    Views views = new Views(snapshot, regionsOfInstances());
    Node.Running running = node.running();
    return new StatusView(
        settings.instance(),
        Version.text(),
        settings.cluster(),
        Instant.ofEpochMilli(snapshot.at().wallMillis()),
        Duration.ofNanos(System.nanoTime() - startedNanos),
        running.serving().current().generation(),
        views.automation(),
        views.voters(),
        snapshot.settings().electorate().quorum(),
        views.services(),
        views.targets(),
        views.overrides(),
        snapshot.settings().zones().all().stream()
            .sorted(java.util.Comparator.comparing(Zone::origin))
            .map(zone -> new StatusView.ZoneView(zone.origin().toString(), zone.serial()))
            .toList(),
        snapshot.settings().zones().notReady().stream().map(Object::toString).sorted().toList(),
        peers(running),
        running.peers() == null ? List.of() : running.peers().mapMembers(),
        warnings(snapshot, views));
  }

  private static List<StatusView.PeerView> peers(Node.Running running) {
    return running.peers() == null
        ? List.of()
        : running.peers().status().stream()
            .map(each -> new StatusView.PeerView(each.peer(), each.connected(), each.lastError()))
            .toList();
  }

  private List<String> warnings(LoopSnapshot snapshot, Views views) {
    List<String> warnings = new ArrayList<>();
    for (StatusView.VoterView voter : views.voters()) {
      if (voter.clockOffset() != null && voter.clockOffset().abs().compareTo(settings.agreement().beat().plusSeconds(1)) > 0) {
        warnings.add("the clock of " + voter.name() + " differs by " + voter.clockOffset().toMillis() + " ms: overrides would end at different times");
      }
      if (voter.fresh() && !voter.sameTargets()) {
        warnings.add(voter.name() + " works with other targets: its configuration or zones differ");
      }
      if (voter.ignored()) {
        warnings.add(voter.name() + " is ignored: it sent two ballots with one number");
      }
    }
    if (node.running().keeper().isFailing()) {
      warnings.add("the state directory cannot be written to: a restart would forget the newest decisions");
    }
    snapshot.doubts().forEach(doubt -> warnings.add("this voter abstains: " + Views.lower(doubt)));
    return warnings;
  }

  @Override
  public Optional<ExplainView> explain(Name name, RecordType type) {
    LoopSnapshot snapshot = snapshot();
    Views views = new Views(snapshot, regionsOfInstances());
    Zone zone = snapshot.settings().zones().find(name);
    if (zone == null) {
      return Optional.empty();
    }
    ServedAnswer answer = ServedAnswer.of(name, type, zone, node.running().serving().current());
    ServiceState state = snapshot.services().stream().filter(each -> each.plan().service().names().contains(answer.owner())).findFirst().orElse(null);
    return Optional.of(
        new ExplainView(
            name.toString(),
            type.toString(),
            zone.origin().toString(),
            answer.lines(),
            state == null ? null : views.service(state),
            state == null ? List.of() : verdicts(state, snapshot),
            state == null ? List.of() : views.certificate(state.plan().service().name()),
            state == null ? List.of() : overrides(state.plan(), snapshot, views)));
  }

  private static List<ExplainView.VerdictView> verdicts(ServiceState state, LoopSnapshot snapshot) {
    Tally tally = snapshot.tallies().get(state.plan().service().name());
    if (tally == null) {
      return List.of();
    }
    return state.plan().records().stream()
        .map(record -> new ExplainView.VerdictView(record.id(), record.target().id(), Views.lower(tally.verdict(record.target())), Views.votes(tally, record.target())))
        .toList();
  }

  private static List<StatusView.OverrideView> overrides(ServicePlan plan, LoopSnapshot snapshot, Views views) {
    return snapshot.ledger().overridesInForce(snapshot.at().wallMillis()).stream()
        .filter(entry -> entry.covers(plan.service().name()) && plan.service().regions().contains(entry.region()))
        .map(views::override)
        .toList();
  }

  @Override
  public CompletionStage<CommandResult> drain(Drain command) {
    return loop.ask(
        (owned, now) -> {
          Optional<CommandResult> unknown = unknown(owned, command.region(), command.service());
          if (unknown.isPresent()) {
            return unknown.get();
          }
          long until = command.lasts() == null ? Long.MAX_VALUE : now.wallMillis() + command.lasts().toMillis();
          OverrideEntry entry = entry(owned, now, command.region(), command.service(), true, command.by(), command.reason(), until);
          Optional<String> refusal = DrainRule.refusal(owned.settings().topology(), owned.ledger(), entry, now.wallMillis());
          if (refusal.isPresent() && !DrainRule.MIN_REGIONS.equals(command.force())) {
            return new CommandResult.Refused(DrainRule.MIN_REGIONS, List.of(refusal.get()), "give --force " + DrainRule.MIN_REGIONS + " if that is meant");
          }
          String text = entry.region() + (entry.service() == null ? "" : " of service " + entry.service());
          String end = command.lasts() == null ? "permanently" : "until " + Instant.ofEpochMilli(until);
          return apply(owned, now, entry, "drained " + text + " " + end, refusal.map(List::of).orElse(List.of()));
        });
  }

  @Override
  public CompletionStage<CommandResult> undrain(Undrain command) {
    return loop.ask(
        (owned, now) -> {
          Optional<CommandResult> unknown = unknown(owned, command.region(), command.service());
          if (unknown.isPresent()) {
            return unknown.get();
          }
          OverrideEntry entry = entry(owned, now, command.region(), command.service(), false, command.by(), command.reason(), Long.MAX_VALUE);
          if (owned.ledger().overridesInForce(now.wallMillis()).stream().noneMatch(each -> each.key().equals(entry.key()))) {
            return new CommandResult.Accepted(List.of(), List.of(settings.instance()), List.of(command.region() + " was not drained"));
          }
          return apply(owned, now, entry, "undrained " + entry.region(), List.of());
        });
  }

  private static Optional<CommandResult> unknown(DecisionLoop owned, String region, @Nullable String service) {
    Topology topology = owned.settings().topology();
    if (!topology.hasRegion(region)) {
      return Optional.of(new CommandResult.Refused("unknown-region", List.of("there is no region " + region), "give one of " + topology.regions().stream().map(each -> each.name()).collect(Collectors.joining(", "))));
    }
    if (service != null && topology.service(service).isEmpty()) {
      return Optional.of(new CommandResult.Refused("unknown-service", List.of("there is no service " + service), "give one of " + topology.services().stream().map(each -> each.service().name()).collect(Collectors.joining(", "))));
    }
    return Optional.empty();
  }

  private static OverrideEntry entry(DecisionLoop owned, Moment now, String region, @Nullable String service, boolean active, String by, String reason, long until) {
    OverrideEntry draft = new OverrideEntry(region, service, active, 1, by, reason, now.wallMillis(), until);
    LedgerEntry standing = owned.ledger().entry(draft.key());
    long term = standing instanceof LedgerEntry.Overridden overridden ? overridden.override().term() + 1 : 1;
    return new OverrideEntry(region, service, active, term, by, reason, now.wallMillis(), until);
  }

  /** It is in force here at once; who else has it is what their ballots show a moment later. */
  private CommandResult apply(DecisionLoop owned, Moment now, OverrideEntry entry, String what, List<String> warnings) {
    List<ServiceState> before = owned.snapshot(now).services();
    owned.override(entry, now);
    List<String> changes = new ArrayList<>(List.of(what));
    for (ServiceState after : owned.snapshot(now).services()) {
      before.stream()
          .filter(each -> each.plan().service().name().equals(after.plan().service().name()))
          .filter(each -> !each.selection().regions().equals(after.selection().regions()))
          .forEach(each -> changes.add("service " + after.plan().service().name() + ": " + each.selection().regions() + " -> " + after.selection().regions()));
    }
    List<String> connected = new ArrayList<>(List.of(settings.instance()));
    peers(node.running()).stream().filter(StatusView.PeerView::connected).forEach(peer -> connected.add(peer.name()));
    return new CommandResult.Accepted(changes, connected, warnings);
  }

  @Override
  public CompletionStage<CommandResult> reload(boolean force) {
    return CompletableFuture.supplyAsync(() -> reloadNow(force));
  }

  /** Read and checked aside, on the caller's thread; the loop only swaps. */
  private synchronized CommandResult reloadNow(boolean force) {
    Loaded next = node.reload();
    Settings nextSettings = next.settings();
    List<Finding> findings = new ArrayList<>(next.findings());
    if (nextSettings != null) {
      findings.addAll(ReloadRules.compare(settings, nextSettings));
    }
    List<String> errors = findings.stream().filter(Finding::isError).map(Finding::toString).limit(MOST_REASONS).toList();
    if (nextSettings == null || !errors.isEmpty()) {
      return new CommandResult.Refused("invalid", errors, "correct them and reload again; what ran before still runs");
    }
    List<String> warnings = findings.stream().map(Finding::toString).limit(MOST_REASONS).toList();
    return loop.ask((owned, now) -> swap(owned, now, next, nextSettings, warnings, force)).toCompletableFuture().join();
  }

  private CommandResult swap(DecisionLoop owned, Moment now, Loaded next, Settings nextSettings, List<String> warnings, boolean force) {
    List<String> moved = movedRegions(owned, now, next);
    if (!moved.isEmpty() && !force) {
      return new CommandResult.Refused("changes-served-region", moved, "give --force changes-served-region if that is meant");
    }
    List<String> changes = ReloadChanges.between(loaded, next);
    DecisionSettings decisions = Node.next(owned.settings(), nextSettings, next);
    owned.reconfigure(decisions, Node.admission(decisions), now);
    Peers peers = node.running().peers();
    if (peers != null) {
      peers.instances(nextSettings.instances());
    }
    settings = nextSettings;
    loaded = next;
    List<String> all = new ArrayList<>(changes);
    all.addAll(moved);
    return new CommandResult.Accepted(all, List.of(nextSettings.instance()), warnings);
  }

  private static List<String> movedRegions(DecisionLoop owned, Moment now, Loaded next) {
    List<String> moved = new ArrayList<>();
    for (ServiceState before : owned.snapshot(now).services()) {
      String service = before.plan().service().name();
      next.topology()
          .service(service)
          .map(plan -> Selection.select(plan, owned.ledger().decision(service), owned.ledger().overridesInForce(now.wallMillis())))
          .filter(after -> !after.regions().equals(before.selection().regions()))
          .ifPresent(after -> moved.add("service " + service + " would move from " + before.selection().regions() + " to " + after.regions()));
    }
    return moved;
  }

  @Override
  public boolean isLive() {
    return loop.beats();
  }

  @Override
  public boolean isReady() {
    return node.running().serving().current().generation() > 0 && !node.dnsAddresses().isEmpty();
  }

  @Override
  public String metrics() {
    return node.meters().scrape();
  }
}
