package dev.leeward.node;

import dev.leeward.agreement.Moment;
import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.control.AvailabilityView;
import dev.leeward.control.ChainView;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.control.DrillsView;
import dev.leeward.control.EventsView;
import dev.leeward.control.ExplainView;
import dev.leeward.control.NotificationsView;
import dev.leeward.control.Operations;
import dev.leeward.control.ProbeView;
import dev.leeward.control.RunbookView;
import dev.leeward.control.SimulateView;
import dev.leeward.control.StatusView;
import dev.leeward.control.TargetsView;
import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.Loss;
import dev.leeward.failover.ServiceState;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.Heartbeat;
import dev.leeward.health.HeartbeatCheck;
import dev.leeward.health.Heartbeats;
import dev.leeward.health.TargetReading;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.zone.Zone;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The API's questions and commands, carried to the decision loop. Any thread may call; the loop
 * does the work.
 */
final class NodeOperations implements Operations {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final Node node;
  private final LoopThread loop;
  private final long startedNanos = System.nanoTime();
  private final RunningConfiguration configuration;

  NodeOperations(Node node, LoopThread loop, Settings settings, Loaded loaded) {
    this.node = node;
    this.loop = loop;
    this.configuration = new RunningConfiguration(node, loop, settings, loaded);
  }

  private LoopSnapshot snapshot() {
    return ask(DecisionLoop::snapshot);
  }

  private <T> T ask(BiFunction<DecisionLoop, Moment, T> question) {
    return loop.ask(question)
        .toCompletableFuture()
        .orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private Map<String, Instance> instances() {
    return configuration.settings().instances().stream()
        .collect(Collectors.toMap(Instance::name, Function.identity()));
  }

  @Override
  public StatusView status() {
    LoopSnapshot snapshot = snapshot();
    Views views = new Views(snapshot, instances());
    return status(snapshot, views, views.services(), views.targets());
  }

  @Override
  public StatusView statusWithoutTargets() {
    LoopSnapshot snapshot = ask(DecisionLoop::snapshotWithoutTargets);
    Views views = new Views(snapshot, instances());
    return status(snapshot, views, views.servicesWithoutRecords(), List.of());
  }

  private StatusView status(
      LoopSnapshot snapshot,
      Views views,
      List<StatusView.ServiceView> services,
      List<StatusView.TargetView> targets) {
    Node.Running running = node.running();
    return new StatusView(
        configuration.settings().instance(),
        Version.text(),
        configuration.settings().cluster(),
        Instant.ofEpochMilli(snapshot.at().wallMillis()),
        Duration.ofNanos(System.nanoTime() - startedNanos),
        running.serving().current().generation(),
        snapshot.ledger().digest().hex(),
        views.automation(),
        views.voters(),
        snapshot.settings().electorate().quorum(),
        services,
        targets,
        views.overrides(),
        snapshot.settings().zones().all().stream()
            .sorted(java.util.Comparator.comparing(Zone::origin))
            .map(zone -> new StatusView.ZoneView(zone.origin().toString(), zone.serial()))
            .toList(),
        snapshot.settings().zones().notReady().stream().map(Object::toString).sorted().toList(),
        peers(running),
        running.peers() == null ? List.of() : running.peers().mapMembers(),
        running.timeline().dropped(),
        snapshot.refused(),
        warnings(snapshot, views));
  }

  /** For whoever looks every second. */
  Standing standing() {
    LoopSnapshot snapshot = ask(DecisionLoop::snapshotWithoutTargets);
    Views views = new Views(snapshot, instances());
    return new Standing(
        configuration.settings().instance(),
        views.automation(),
        peers(node.running()),
        warnings(snapshot, views));
  }

  @Override
  public List<TargetReading> targetReadings() {
    return ask(DecisionLoop::readings);
  }

  @Override
  public TargetsView targets() {
    LoopSnapshot snapshot = snapshot();
    TargetViews views = new TargetViews(snapshot.at().nanos());
    return new TargetsView(
        configuration.settings().instance(),
        Instant.ofEpochMilli(snapshot.at().wallMillis()),
        snapshot.probed().stream().map(views::view).toList());
  }

  /** Only for endpoints that are probed: nobody fills the memory with others. */
  @Override
  public Heartbeats.Outcome heartbeat(Heartbeat beat) {
    CheckSettings check = configuration.settings().checks().get(beat.check());
    boolean probed =
        beat.endpoint().equals(Heartbeat.ALL)
            || configuration.loaded().topology().targets().stream()
                .anyMatch(target -> target.endpoint().text().equals(beat.endpoint()));
    HeartbeatCheck type =
        probed && check != null && check.type() instanceof HeartbeatCheck found ? found : null;
    return node.running()
        .heartbeats()
        .take(beat, type, Instant.now().getEpochSecond(), System.nanoTime());
  }

  @Override
  public CompletionStage<Optional<ProbeView>> probe(String where, @Nullable String check) {
    return new ProbeNow(
            configuration.settings(), configuration.loaded().topology(), node.running().prober())
        .probe(where, check);
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
      if (voter.clockOffset() != null
          && voter
                  .clockOffset()
                  .abs()
                  .compareTo(configuration.settings().agreement().beat().plusSeconds(1))
              > 0) {
        warnings.add(
            "the clock of "
                + voter.name()
                + " differs by "
                + voter.clockOffset().toMillis()
                + " ms: overrides would end at different times");
      }
      if (voter.fresh() && !voter.sameTargets()) {
        warnings.add(
            voter.name()
                + " works with other targets of "
                + String.join(", ", voter.otherTargets())
                + ": its configuration or zones differ, and there its votes are not counted here");
      }
      if (voter.ignored()) {
        warnings.add(voter.name() + " is ignored: it sent two ballots with one number");
      }
    }
    configuration.loaded().lastGoodCopies().stream()
        .sorted()
        .forEach(origin ->
            warnings.add(
                "zone "
                    + origin
                    + " is served from its last good copy: its file did not load; mend it and"
                    + " reload"));
    if (node.running().keeper().isFailing()) {
      warnings.add(
          "the state directory cannot be written to: a restart would forget the newest decisions");
    }
    warnings.addAll(Availability.warnings(availability()));
    snapshot.doubts().forEach(doubt -> warnings.add("this voter abstains: " + Views.lower(doubt)));
    return warnings;
  }

  @Override
  public Optional<ExplainView> explain(Name name, RecordType type) {
    LoopSnapshot snapshot = snapshot();
    Views views = new Views(snapshot, instances());
    Zone zone = snapshot.settings().zones().find(name);
    if (zone == null) {
      return Optional.empty();
    }
    ServedAnswer answer = ServedAnswer.of(name, type, zone, node.running().serving().current());
    ServiceState state =
        snapshot.services().stream()
            .filter(each -> each.plan().service().names().contains(answer.owner()))
            .findFirst()
            .orElse(null);
    Explainer explainer = state == null ? null : new Explainer(snapshot, state);
    return Optional.of(
        new ExplainView(
            name.toString(),
            type.toString(),
            zone.origin().toString(),
            answer.lines(),
            state == null ? null : views.service(state),
            explainer == null ? List.of() : explainer.verdicts(),
            explainer == null ? List.of() : explainer.rules(),
            state == null ? List.of() : views.certificate(state.plan().service().name()),
            explainer == null ? List.of() : explainer.evidence(),
            state == null ? List.of() : overrides(state.plan(), snapshot, views)));
  }

  private static List<StatusView.OverrideView> overrides(
      ServicePlan plan, LoopSnapshot snapshot, Views views) {
    return snapshot.ledger().overridesInForce(snapshot.at().wallMillis()).inForce().stream()
        .filter(entry ->
            entry.covers(plan.service().name())
                && (entry.region() == null || plan.service().regions().contains(entry.region())))
        .map(views::override)
        .toList();
  }

  @Override
  public Commands under(Commands.Conditions conditions) {
    return new NodeCommands(this, loop, conditions);
  }

  @Override
  public void tell(String kind, String text) {
    node.running().timeline().happened(kind, configuration.settings().instance(), text);
  }

  @Override
  public DrillsView drills() {
    return node.running().drills().all();
  }

  @Override
  public Optional<DrillsView.Document> drillReport(String id) {
    return node.running().drills().of(id);
  }

  /** What was accepted is told by the ledger's entry; a reload and what was refused here. */
  RunningConfiguration configuration() {
    return configuration;
  }

  void tellOf(String command, String by, CommandResult result) {
    CommandOutcome.tell(
        command, by, result, configuration.settings().instance(), node.running().timeline());
  }

  @Override
  public NotificationsView notifications() {
    return node.running().notifications().view(configuration.settings().instance());
  }

  @Override
  public AvailabilityView availability() {
    return node.running().availability().view(configuration.settings().instance(), Instant.now());
  }

  @Override
  public SimulateView simulate(List<String> lost) throws Loss.UnknownException {
    return Simulate.running(snapshot(), configuration.settings().instances()).lose(lost);
  }

  @Override
  public RunbookView runbook() {
    Settings now = configuration.settings();
    LoopSnapshot snapshot = snapshot();
    return new RunbookFacts(now, snapshot.settings().topology(), snapshot.settings().zones())
        .view(System.getenv());
  }

  @Override
  public CompletionStage<EventsView> events(EventsQuery query) {
    Timeline timeline = node.running().timeline();
    long after = query.after() == null ? 0 : query.after();
    return query.patience().isZero()
        ? CompletableFuture.completedFuture(page(timeline, query))
        : timeline.await(after, query.patience()).thenApply(woken -> page(timeline, query));
  }

  private static EventsView page(Timeline timeline, EventsQuery query) {
    return new EventsView(
        timeline.page(query.after(), query.limit()).stream()
            .map(line -> new JsonObject(line).getMap())
            .toList(),
        timeline.last(),
        timeline.dropped());
  }

  @Override
  public ChainView verifyEvents() {
    Timeline timeline = node.running().timeline();
    EventChain chain = timeline.verify();
    Map<String, String> agreed = new TreeMap<>();
    snapshot().ledger().entries().forEach(each -> agreed.put(each.key(), AgreedEvent.hash(each)));
    return new ChainView(
        chain.problems().isEmpty(),
        chain.count(),
        chain.first(),
        chain.last(),
        chain.head(),
        chain.problems(),
        timeline.dropped(),
        agreed);
  }

  @Override
  public boolean isLive() {
    return loop.beats();
  }

  @Override
  public boolean isReady() {
    return node.running().serving().current().generation() > 0
        && (configuration.settings().isWitness() || !node.dnsAddresses().isEmpty());
  }

  @Override
  public String metrics() {
    return node.running().meters().scrape();
  }
}
