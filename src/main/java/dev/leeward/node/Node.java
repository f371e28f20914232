package dev.leeward.node;

import dev.leeward.agreement.Ed25519;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.answer.Responder;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.InstanceKey;
import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.config.Finding;
import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.control.ApiServer;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import dev.leeward.dashboard.Dashboard;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.Heartbeats;
import dev.leeward.health.ProbeSettings;
import dev.leeward.health.VertxProber;
import dev.leeward.listener.DnsListener;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.listener.ProcessorTurns;
import dev.leeward.listener.TlsIdentity;
import dev.leeward.metrics.Meters;
import dev.leeward.notification.Pace;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.Serving;
import dev.leeward.serving.ServingState;
import dev.leeward.topology.AddressText;
import dev.leeward.zone.ZoneSet;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: everything assembled, from the sockets to the state directory. Owned by
 * whoever starts and closes it.
 */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /**
   * How much later than its deadline a probe's result may be seen before it is this process that
   * stalled.
   */
  private static final Duration STALL_SLACK = Duration.ofMillis(500);

  private static final int EVENT_LOOPS = 2;

  /** However short its time to live is, an address is asked for no more often. */
  private static final Duration SHORTEST_ADDRESS_LIFE = Duration.ofSeconds(5);

  /** However long, it is asked for again. */
  private static final Duration LONGEST_ADDRESS_LIFE = Duration.ofMinutes(5);

  private final NodeOptions options;
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final LoopThread loop = new LoopThread();
  private final CookieSecret ownCookieSecret = CookieSecret.random(new SecureRandom());
  private @Nullable Running running;

  /** What stands once the instance runs. */
  record Running(
      VertxProber prober,
      Heartbeats heartbeats,
      Serving serving,
      DnsListener dns,
      @Nullable Peers peers,
      StateKeeper keeper,
      ZoneArchive archive,
      Timeline timeline,
      DrillBook drills,
      Notifications notifications,
      QueryLogs queryLogs,
      Meters meters,
      Availability availability,
      NodeOperations operations) {}

  private Node(NodeOptions options) {
    this.options = options;
  }

  /**
   * Starts an instance and returns when it answers queries.
   *
   * @throws StartRefused when the configuration, the key, the state directory or an address cannot
   *     be used; nothing stays open
   */
  public static Node start(NodeOptions options) throws StartRefused {
    Node node = new Node(options);
    try {
      node.start();
      return node;
    } catch (StartRefused | RuntimeException | InterruptedException e) {
      node.close();
      if (e instanceof StartRefused refused) {
        throw refused;
      }
      throw new IllegalStateException("the instance did not start", e);
    }
  }

  private void start() throws StartRefused, InterruptedException {
    Loaded loaded = load(options);
    Settings settings = java.util.Objects.requireNonNull(loaded.settings());
    StateKeeper keeper = closing(openState(settings));
    Timeline timeline = closing(openTimeline(settings));
    DrillBook drills = closing(openDrills(settings));
    Notifications notifications = closing(new Notifications(InstantSource.system()));
    Meters meters = closing(Metering.of(settings));
    Ledger kept = keeper.keptLedger();
    InstanceKey key = key(settings, options.key());
    Vertx vertx = vertx(settings.probes());
    closeables.push(
        () -> vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));

    Electorate electorate = Electorates.of(settings, key);
    Serving serving = new Serving(ServingState.unsteered(new ZoneSet(List.of())));
    VotingIdentity identity =
        new VotingIdentity(
            settings.instance(),
            beginEpoch(keeper),
            Ed25519.signer(key.privateKey()),
            new Ed25519(),
            settings.agreement().beat(),
            settings.agreement().ballotExpiry());
    Peers peers =
        settings.isSingle()
            ? null
            : closing(
                Peers.start(settings, key, loop, notifications::received, meters.link(), vertx));
    notifications.open(
        settings, loaded.topology(), kept, peers, meters.notifications(), timeline, Pace.USUAL);
    DecisionSettings decisions =
        new DecisionSettings(
            electorate,
            null,
            loaded.topology(),
            loaded.zones(),
            settings.checks(),
            answers(settings),
            DrillSettings.of(settings));
    Heartbeats heartbeats = new Heartbeats();
    VertxProber prober = closing(new VertxProber(vertx, settings.probes(), heartbeats));
    prober.inItsThread(ProcessorTurns::letAnswersGoFirst);
    loop.post((_, _) -> ProcessorTurns.letAnswersGoFirst());
    DecisionLoop.LoopPorts ports =
        new DecisionLoop.LoopPorts(
            prober,
            (start, result) -> loop.post((owned, now) -> owned.onProbeResult(start, result, now)),
            peers == null ? BallotExchange.NOBODY : peers,
            peers == null ? keeper : keeper.and(peers),
            serving,
            options.events().and(timeline).and(notifications),
            meters.ballots(),
            drills,
            System::nanoTime);
    HealthMonitor health =
        new HealthMonitor(
            RandomGenerator.getDefault(), STALL_SLACK, prober::maxConcurrent, meters.probes());
    prober.tellAddresses(
        (name, addresses) -> loop.post((owned, now) -> owned.onAddresses(name, addresses, now)));
    loop.start(new DecisionLoop(ports, identity, decisions, kept, health));
    closeables.push(loop);

    loop.awaitFirstTurn();
    if (peers != null) {
      awaitPeers(peers, kept, ColdStart.patience(settings.agreement().coldStartWait()));
    }
    QueryLogs queryLogs = closing(new QueryLogs());
    queryLogs.use(settings);
    meters.watchQueryLog(queryLogs.counts());
    DnsListener dns =
        closing(
            new DnsListener(
                settings.isWitness() ? ListenerSettings.on(List.of()) : settings.dns(),
                () ->
                    new Responder(
                        serving::current,
                        meters.answers(),
                        InstantSource.system(),
                        new SecureRandom()),
                meters.connections(),
                meters.latency(),
                queryLogs.listeners()));
    bind(dns);
    meters.watchDrops(dns::droppedPackets);
    if (peers != null) {
      peers.joinMap(settings, loop);
    }
    NodeOperations operations = new NodeOperations(this, loop, settings, loaded);
    ZoneArchive archive = closing(ZoneArchive.open(settings.stateDirectory()));
    archive.keep(loaded.zones());
    Availability availability = closing(new Availability(serving, meters.availability()));
    availability.use(settings);
    running =
        new Running(
            prober,
            heartbeats,
            serving,
            dns,
            peers,
            keeper,
            archive,
            timeline,
            drills,
            notifications,
            queryLogs,
            meters,
            availability,
            operations);
    meters.watch(operations);
    closing(startApi(settings, operations, vertx));
    log.info(
        "started instance={} version={} dns={} api={} zones={}",
        settings.instance(),
        Version.text(),
        dns.boundAddresses().stream().map(AddressText::of).toList(),
        AddressText.of(settings.api().address()),
        loaded.zones().all().size());
    timeline.happened("started", settings.instance(), "version " + Version.text());
    closeables.push(() -> timeline.happened("stopped", settings.instance(), "in order"));
    closing(new StatusWatch(operations::standing, timeline)).start();
    closeables.push(meters); // once more, before the loop ends: its last push reads what that knows
  }

  /** Without a configured secret cookies hold for this process only (RFC 7873 section 6). */
  AnswerSettings answers(Settings settings) {
    return settings.ownCookieSecret()
        ? settings.answers().withCookieSecrets(List.of(ownCookieSecret))
        : settings.answers();
  }

  private static Loaded load(NodeOptions options) throws StartRefused {
    Loaded loaded =
        Loaded.load(
            options.config(),
            options.instance(),
            options.environment(),
            options.strict() ? Loaded.NO_COPIES : ZoneArchive::read);
    boolean refused = loaded.settings() == null || options.strict() && loaded.hasErrors();
    if (refused) {
      throw new StartRefused(
          loaded.findings().stream().filter(Finding::isError).map(Finding::toString).toList());
    }
    Settings settings = java.util.Objects.requireNonNull(loaded.settings());
    choose(options.logging(), settings);
    FindingsLog.tell(loaded.findings(), log);
    loaded
        .zones()
        .notReady()
        .forEach(origin ->
            log.error(
                "zone-not-ready {} its names are answered with SERVFAIL until a reload mends it",
                origin));
    return loaded;
  }

  static void choose(LogChoice logging, Settings settings) {
    Settings.LogSettings log = settings.log();
    logging.choose(new LogChoice.Wish(log.level(), log.json(), log.levels(), settings.instance()));
  }

  private static StateKeeper openState(Settings settings) throws StartRefused {
    try {
      return new StateKeeper(StateDirectory.open(settings.stateDirectory()));
    } catch (StateDirectory.Unusable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static Timeline openTimeline(Settings settings) throws StartRefused {
    try {
      return Timeline.open(
          settings.stateDirectory().resolve("events"),
          settings.events().maxOctets(),
          settings.events().keep());
    } catch (StateDirectory.Unusable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static DrillBook openDrills(Settings settings) throws StartRefused {
    try {
      return DrillBook.open(settings.stateDirectory().resolve("drills"));
    } catch (StateDirectory.Unusable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static long beginEpoch(StateKeeper keeper) throws StartRefused {
    try {
      return keeper.beginEpoch(System.currentTimeMillis());
    } catch (StateDirectory.Unusable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static InstanceKey key(Settings settings, @Nullable InstanceKey given)
      throws StartRefused {
    if (given != null || settings.isSingle()) {
      return given != null ? given : KeyFile.withoutCertificate();
    }
    Path file = java.util.Objects.requireNonNull(settings.privateKeyFile());
    try {
      InstanceKey key = KeyFile.load(file);
      boolean known =
          settings
              .self()
              .filter(self -> self.publicKeys().contains(key.publicKeyBase64()))
              .isPresent();
      if (!known) {
        throw new StartRefused(
            file
                + ": is not the key of instance "
                + settings.instance()
                + "; its public-key must be \""
                + key.publicKeyText()
                + "\"");
      }
      return key;
    } catch (KeyFileException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static Vertx vertx(ProbeSettings probes) {
    AddressResolverOptions resolving =
        new AddressResolverOptions()
            .setCacheMinTimeToLive((int) SHORTEST_ADDRESS_LIFE.toSeconds())
            .setCacheMaxTimeToLive((int) LONGEST_ADDRESS_LIFE.toSeconds());
    probes.resolvers().forEach(each -> resolving.addServer(AddressText.of(each)));
    FileSystemOptions files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(EVENT_LOOPS)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setAddressResolverOptions(resolving)
            .setFileSystemOptions(files));
  }

  private void awaitPeers(Peers peers, Ledger kept, StartPatience patience)
      throws InterruptedException {
    CompletableFuture<Void> confirmed = new CompletableFuture<>();
    loop.post((owned, now) -> owned.whenLedgerIsShared(() -> confirmed.complete(null)));
    if (!ColdStart.await(
        confirmed, () -> peers.turn().thenCompose(_ -> loop.ask((owned, now) -> true)), patience)) {
      log.info(
          kept.isEmpty()
              ? "cold-start no peer has a ledger; serving the first choice"
              : "rejoin no peer confirms what was kept; serving from that");
    }
  }

  private static void bind(DnsListener dns) throws StartRefused {
    try {
      dns.start();
    } catch (IOException | TlsIdentity.UnusableException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private static ApiServer startApi(Settings settings, NodeOperations operations, Vertx vertx)
      throws StartRefused {
    try {
      return ApiServer.start(settings.api(), operations, new Dashboard(operations), vertx);
    } catch (IOException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private <T extends AutoCloseable> T closing(T closeable) {
    closeables.push(closeable);
    return closeable;
  }

  /** Where DNS is answered. */
  public List<InetSocketAddress> dnsAddresses() {
    return running().dns().boundAddresses();
  }

  Operations operations() {
    return running().operations();
  }

  Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the instance does not run yet");
    }
    return now;
  }

  NodeOptions options() {
    return options;
  }

  /**
   * The state at a glance, for whoever waits for an instance to settle.
   *
   * @param allVotersFresh whether every voter's ballot counts here
   * @param allTargetsUp whether a quorum says up of every target
   */
  public record Glance(boolean allVotersFresh, boolean allTargetsUp) {}

  public Glance glance() {
    StatusView status = operations().status();
    return new Glance(
        status.voters().stream().allMatch(StatusView.VoterView::fresh),
        status.targets().stream().allMatch(target -> target.verdict().equals("up")));
  }

  /** Drains a region of all services for the default time; says in words what came of it. */
  public String drain(String region, String reason) {
    return words(
        changes()
            .drain(
                new Commands.Drain(
                    region, null, reason, ApiServer.DEFAULT_OVERRIDE, null, "this process")));
  }

  public String undrain(String region, String reason) {
    return words(changes().undrain(new Commands.Undrain(region, null, reason, "this process")));
  }

  private static String words(CompletionStage<CommandResult> command) {
    return switch (command.toCompletableFuture().join()) {
      case CommandResult.Accepted accepted ->
          accepted.changes().isEmpty()
              ? String.join(", ", accepted.warnings())
              : String.join(", ", accepted.changes());
      case CommandResult.Refused refused ->
          "refused, " + refused.rule() + ": " + String.join(", ", refused.reasons());
    };
  }

  private Commands changes() {
    return operations().under(Commands.Conditions.NONE);
  }

  /** What SIGHUP does: a reload whose outcome goes to the log. */
  public void reloadAndLog() {
    changes()
        .reload(new Commands.Reload(false, "SIGHUP", "this process"))
        .whenComplete((result, bug) -> {
          switch (result) {
            case CommandResult.Accepted accepted -> log.info("reloaded {}", accepted.changes());
            case CommandResult.Refused refused ->
                refused.reasons().forEach(reason -> log.error("reload-refused {}", reason));
            case null -> log.error("bug in a reload; what ran before still runs", bug);
          }
        });
  }

  /** Reads configuration and zones again; all or nothing. */
  Loaded reload() {
    return Loaded.load(options.config(), options.instance(), options.environment());
  }

  /** Stops in order: no new queries first, then the rest, the state directory last. */
  @Override
  public void close() {
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception e) {
        log.warn("stop cause=\"{}\"", e.toString());
      }
    }
  }
}
