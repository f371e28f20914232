package dev.leeward.metrics;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.availability.AvailabilityObserver;
import dev.leeward.cluster.BallotObserver;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.control.DrillsView;
import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import dev.leeward.failover.SafetyRule;
import dev.leeward.health.HealthObserver;
import dev.leeward.listener.ConnectionObserver;
import dev.leeward.listener.LatencyObserver;
import dev.leeward.notification.NotificationObserver;
import dev.leeward.querylog.QueryLogCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one instance. Labels are bounded: names of what is configured, never a query name.
 * Counters may be counted by any thread; gauges are read from the operations' view when they are
 * scraped.
 */
public final class Meters implements AutoCloseable {
  private static final double MILLIS_A_SECOND = 1000.0;

  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MeterRegistry registry;
  private final @Nullable OtlpPush push;
  private final AnswerCounters answers;
  private final ConnectionCounters connections;
  private final ProbeCounters probes;
  private final LinkCounters link;
  private final BallotMeters ballots;
  private final NotificationMeters notifications;
  private final AvailabilityMeters availability;
  private final GaugeRows served;
  private final GaugeRows in;
  private final GaugeRows refused;
  private final GaugeRows terms;
  private final GaugeRows decided;
  private final GaugeRows ttl;
  private final TargetMeters targets;
  private final GaugeRows fresh;
  private final GaugeRows sameTargets;
  private final GaugeRows sameLedger;
  private final GaugeRows ages;
  private final GaugeRows serials;
  private final GaugeRows connected;
  private final GaugeRows build;
  private final GaugeRows drills;
  private @Nullable Operations operations;
  private volatile double drillSeconds;
  private volatile double drillAnswerSeconds;
  private volatile double automation;
  private volatile double quorum;
  private volatile double overrides;
  private volatile double notReady;
  private volatile double warnings;
  private volatile double eventsLost;
  private volatile double agreementRefused;
  private volatile double uptimeSeconds;

  /** To be scraped. */
  public Meters() {
    this(null, failure -> {});
  }

  /**
   * @param otlp where they are pushed to as well; null: nowhere
   * @param pushing told when pushes begin to fail, with the cause, and when they succeed again
   *     (null)
   */
  public Meters(@Nullable OtlpTarget otlp, Consumer<@Nullable String> pushing) {
    // Not even the classes of the other way are loaded where there is none.
    push = otlp == null ? null : new OtlpPush(otlp, this::readAll, pushing);
    registry = push == null ? prometheus : both(prometheus, push.registry());
    answers = new AnswerCounters(registry);
    connections = new ConnectionCounters(registry);
    probes = new ProbeCounters(registry);
    link = new LinkCounters(registry);
    ballots = new BallotMeters(registry, System::nanoTime);
    notifications = new NotificationMeters(registry);
    availability = new AvailabilityMeters(registry);
    targets =
        new TargetMeters(
            prometheus.getPrometheusRegistry(), push == null ? null : push.registry(), registry);
    build = gauge("leeward.build.info", "Always 1; the label says what runs");
    served = gauge("leeward.service.region.served", "1 while the region is served");
    in = gauge("leeward.service.region.in", "1 while the region is in");
    refused = gauge("leeward.service.changes.refused", "Changes that a safety rule refuses now");
    terms = gauge("leeward.service.term", "Term of the standing decision");
    decided = gauge("leeward.service.decided.timestamp.seconds", "When its decision was made");
    ttl = gauge("leeward.service.ttl.seconds", "Cap on the TTL of the service's addresses");
    fresh = gauge("leeward.voter.fresh", "1 while the voter's ballot counts");
    sameTargets =
        gauge(
            "leeward.voter.same.targets",
            "1 while the voter works with the targets of this instance: else its votes do not count");
    sameLedger =
        gauge("leeward.voter.same.ledger", "1 while the voter's ledger is that of this instance");
    ages = gauge("leeward.voter.ballot.age.seconds", "Since the voter's newest ballot came");
    serials = gauge("leeward.zone.serial", "Serial of the zone's SOA");
    connected = gauge("leeward.peer.connected", "1 while the link to the peer stands");
    drills = gauge("leeward.drill.last", "1 for the newest drill, by how it went");
    Gauge.builder("leeward.automation.running", () -> automation)
        .description("0 while decisions are not made by themselves")
        .register(registry);
    Gauge.builder("leeward.drill.last.timestamp.seconds", () -> drillSeconds)
        .description("When the newest drill began, by the wall clock; 0 without one")
        .register(registry);
    Gauge.builder("leeward.drill.last.answer.seconds", () -> drillAnswerSeconds)
        .description("From the newest drill's start to the last answer without the region")
        .register(registry);
    Gauge.builder("leeward.quorum", () -> quorum)
        .description("Voters that must say the same")
        .register(registry);
    Gauge.builder("leeward.overrides.in.force", () -> overrides)
        .description("Drains, pins and other overrides in force")
        .register(registry);
    FunctionCounter.builder("leeward.events.lost", this, meters -> meters.eventsLost)
        .description("Events that the timeline could not keep")
        .register(registry);
    FunctionCounter.builder("leeward.agreement.refused", this, meters -> meters.agreementRefused)
        .description("Ballots and ledger entries of peers that were rejected")
        .register(registry);
    Gauge.builder("leeward.zones.not.ready", () -> notReady)
        .description("Configured zones that are not loaded")
        .register(registry);
    Gauge.builder("leeward.warnings", () -> warnings)
        .description("Warnings that status shows now")
        .register(registry);
    Gauge.builder("leeward.uptime.seconds", () -> uptimeSeconds)
        .description("Since the instance started")
        .register(registry);
  }

  private static MeterRegistry both(MeterRegistry one, MeterRegistry other) {
    CompositeMeterRegistry both = new CompositeMeterRegistry();
    both.add(one);
    both.add(other);
    return both;
  }

  private GaugeRows gauge(String name, String description) {
    return new GaugeRows(name, description, registry);
  }

  /** What one listener thread tells: another for each. */
  public AnswerObserver answers() {
    return answers.ofAnotherThread();
  }

  /** Registers what became of the queries that were to be logged. */
  public void watchQueryLog(QueryLogCounts counts) {
    queryLog("written", counts, QueryLogCounts::written);
    queryLog("dropped", counts, QueryLogCounts::dropped);
  }

  private void queryLog(
      String outcome, QueryLogCounts counts, ToDoubleFunction<QueryLogCounts> count) {
    FunctionCounter.builder("leeward.query.log", counts, count)
        .description("Queries that were to be logged, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** What becomes of notices to people. */
  public NotificationObserver notifications() {
    return notifications;
  }

  /** What other instances' public addresses answer. */
  public AvailabilityObserver availability() {
    return availability;
  }

  /** How long some of the answers took. */
  public LatencyObserver latency() {
    return answers;
  }

  /**
   * Registers what the system dropped before anybody could answer, if it says so at all.
   *
   * @param packets asked at every scrape
   */
  public void watchDrops(Supplier<OptionalLong> packets) {
    if (packets.get().isPresent()) {
      FunctionCounter.builder("leeward.udp.packets.dropped", packets, each -> each.get().orElse(0))
          .description("UDP packets that found a receive buffer full")
          .register(registry);
    }
  }

  /** What the listener tells of TCP and TLS. */
  public ConnectionObserver connections() {
    return connections;
  }

  /** What the decision loop tells of probes. */
  public HealthObserver probes() {
    return probes;
  }

  /** What the peer link tells. */
  public LinkObserver link() {
    return link;
  }

  /** What the decision loop tells of ballots. */
  public BallotObserver ballots() {
    return ballots;
  }

  /** Where gauges are read from. */
  public synchronized void watch(Operations watched) {
    operations = watched;
  }

  /** In Prometheus' text format. */
  public synchronized String scrape() {
    readAll();
    try {
      return prometheus.scrape();
    } finally {
      targets.forget();
    }
  }

  private synchronized void readAll() {
    if (operations != null) {
      read(operations.statusWithoutTargets());
      targets.show(operations.targetReadings());
      read(operations.drills());
      availability.show(operations.availability());
    }
  }

  @Override
  public void close() {
    if (push != null) {
      push.close();
    }
  }

  private void read(StatusView status) {
    automation = status.automation().running() ? 1 : 0;
    quorum = status.quorum();
    overrides = status.overrides().stream().filter(StatusView.OverrideView::inForce).count();
    notReady = status.zonesNotReady().size();
    warnings = status.warnings().size();
    eventsLost = status.eventsLost();
    agreementRefused = status.refused();
    uptimeSeconds = status.uptime().toMillis() / 1000.0;
    build.show(rows(List.of(status), "version", StatusView::version, each -> 1));
    connected.show(
        rows(status.peers(), "peer", StatusView.PeerView::name, peer -> peer.connected() ? 1 : 0));
    List<GaugeRows.Row> servedRows = new ArrayList<>();
    List<GaugeRows.Row> inRows = new ArrayList<>();
    for (StatusView.ServiceView service : status.services()) {
      for (StatusView.RegionView region : service.regions()) {
        Tags tags = Tags.of("service", service.name(), "region", region.name());
        servedRows.add(new GaugeRows.Row(tags, region.served() ? 1 : 0));
        inRows.add(new GaugeRows.Row(tags, region.in() ? 1 : 0));
      }
    }
    served.show(servedRows);
    in.show(inRows);
    refused.show(refusals(status));
    terms.show(
        rows(
            status.services(),
            "service",
            StatusView.ServiceView::name,
            StatusView.ServiceView::term));
    decided.show(
        rows(
            status.services().stream().filter(each -> each.since() != null).toList(),
            "service",
            StatusView.ServiceView::name,
            each -> Meters.seconds(each.since())));
    ttl.show(
        rows(
            status.services(),
            "service",
            StatusView.ServiceView::name,
            StatusView.ServiceView::ttl));
    fresh.show(
        rows(status.voters(), "voter", StatusView.VoterView::name, voter -> voter.fresh() ? 1 : 0));
    sameTargets.show(voters(status, voter -> voter.sameTargets() ? 1 : 0));
    sameLedger.show(voters(status, voter -> voter.sameLedger() ? 1 : 0));
    List<StatusView.VoterView> heard =
        status.voters().stream().filter(each -> each.age() != null).toList();
    ages.show(rows(heard, "voter", StatusView.VoterView::name, each -> Meters.seconds(each.age())));
    serials.show(
        rows(status.zones(), "zone", StatusView.ZoneView::origin, StatusView.ZoneView::serial));
  }

  private void read(DrillsView view) {
    List<GaugeRows.Row> rows = new ArrayList<>();
    view.drills().stream()
        .findFirst()
        .ifPresent(newest -> {
          Tags tags =
              Tags.of(
                  "state",
                  String.valueOf(newest.get("state")),
                  "objective",
                  String.valueOf(newest.get("verdict")));
          rows.add(new GaugeRows.Row(tags, 1));
          drillSeconds =
              Instant.parse(String.valueOf(newest.get("at"))).toEpochMilli() / MILLIS_A_SECOND;
          drillAnswerSeconds =
              newest.get("answered") instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
        });
    drills.show(rows);
  }

  /** A row for each rule of each service, so that an alert finds a zero rather than nothing. */
  private static List<GaugeRows.Row> refusals(StatusView status) {
    List<GaugeRows.Row> rows = new ArrayList<>();
    for (StatusView.ServiceView service : status.services()) {
      for (SafetyRule rule : SafetyRule.values()) {
        long count =
            service.refused().stream().filter(each -> each.rule().equals(rule.word())).count();
        rows.add(new GaugeRows.Row(Tags.of("service", service.name(), "rule", rule.word()), count));
      }
    }
    return rows;
  }

  private static List<GaugeRows.Row> voters(
      StatusView status, ToDoubleFunction<StatusView.VoterView> value) {
    return rows(status.voters(), "voter", StatusView.VoterView::name, value);
  }

  private static double seconds(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis() / 1000.0;
  }

  private static double seconds(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli() / MILLIS_A_SECOND;
  }

  private static <T> List<GaugeRows.Row> rows(
      List<T> all,
      String label,
      java.util.function.Function<T, String> name,
      ToDoubleFunction<T> value) {
    List<GaugeRows.Row> rows = new ArrayList<>();
    all.forEach(each ->
        rows.add(new GaugeRows.Row(Tags.of(label, name.apply(each)), value.applyAsDouble(each))));
    return rows;
  }
}
