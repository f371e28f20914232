package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.Loss;
import dev.leeward.health.Heartbeat;
import dev.leeward.health.Heartbeats;
import dev.leeward.health.Opinion;
import dev.leeward.health.TargetReading;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Operations that remember what they were asked. Any thread may call. */
public final class FakeOperations implements Operations, Commands {
  public final List<Record> commands = java.util.Collections.synchronizedList(new ArrayList<>());
  public volatile CommandResult result =
      new CommandResult.Accepted(List.of("changed"), List.of("one"), List.of());
  public final List<Conditions> conditions =
      java.util.Collections.synchronizedList(new ArrayList<>());
  public final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
  public final List<EventsQuery> queries =
      java.util.Collections.synchronizedList(new ArrayList<>());
  public volatile Heartbeats.Outcome outcome = Heartbeats.Outcome.TAKEN;
  public volatile boolean ready = true;

  /** The one drill that it knows. */
  public static final String DRILL = "20260301T030000Z-us-east";

  public volatile boolean live = true;

  /** What events are asked of, oldest first. */
  public volatile List<Map<String, Object>> timeline = List.of(DECIDED, STARTED);

  /** Whether status fails as by a bug. */
  public volatile boolean broken;

  private static final StatusView.ServiceView SERVICE =
      new StatusView.ServiceView(
          "www",
          List.of("www.example.com."),
          "failover",
          List.of("eu-west"),
          "failed-over",
          "www: us-east out since term 5; serving eu-west",
          5,
          Instant.parse("2026-01-02T03:04:05.000Z"),
          30,
          "calm",
          List.of(
              new StatusView.RefusalView(
                  "max-changes", "us-east", "us-east waits: 10 changes within 600s")),
          List.of(
              new StatusView.RegionView(
                  "us-east",
                  false,
                  false,
                  false,
                  5,
                  Instant.parse("2026-01-02T03:04:05.000Z"),
                  1,
                  List.of(
                      new StatusView.RecordView(
                          "www.example.com. A 192.0.2.10", "192.0.2.10/web", false, "region-out"))),
              new StatusView.RegionView(
                  "eu-west",
                  true,
                  false,
                  true,
                  0,
                  null,
                  0,
                  List.of(
                      new StatusView.RecordView(
                          "www.example.com. A 198.51.100.10", "198.51.100.10/web", true, null)))));

  private static final Map<String, Object> DECIDED =
      Map.of(
          "sequence",
          11,
          "at",
          "2026-01-02T03:04:05.678Z",
          "scope",
          "agreed",
          "kind",
          "decided",
          "key",
          "decision/www",
          "service",
          "www",
          "term",
          5,
          "out",
          List.of("us-east"),
          "vouchers",
          List.of("one", "two"));

  private static final Map<String, Object> STARTED =
      Map.of(
          "sequence",
          12,
          "at",
          "2026-01-02T03:04:06.000Z",
          "scope",
          "local",
          "kind",
          "started",
          "subject",
          "one",
          "text",
          "version 1.0");

  private static final StatusView.OverrideView OVERRIDE =
      new StatusView.OverrideView(
          "drain",
          "us-east",
          null,
          true,
          "ann",
          "disk swap",
          Instant.parse("2026-01-02T03:00:00Z"),
          Instant.parse("2026-01-02T07:00:00Z"));

  @Override
  public CompletionStage<Optional<ProbeView>> probe(String where, @Nullable String check) {
    ProbeView.Probed forbidden =
        new ProbeView.Probed(
            "127.0.0.1/web",
            "us-east",
            "web",
            "local-error",
            Duration.ZERO,
            "a loopback address is probed only with probes.allow-loopback",
            null,
            null,
            List.of());
    if (where.equals("127.0.0.1")) {
      return CompletableFuture.completedFuture(
          Optional.of(new ProbeView("one", List.of(forbidden))));
    }
    ProbeView.Probed probed =
        new ProbeView.Probed(
            "192.0.2.10/web",
            "us-east",
            check == null ? "web" : check,
            "failed",
            Duration.ofMillis(42),
            "status 500, expected 200-299",
            null,
            null,
            List.of(
                new ProbeView.Step("address 192.0.2.10", Duration.ZERO),
                new ProbeView.Step("status 500", Duration.ofMillis(41))));
    return CompletableFuture.completedFuture(
        where.equals("192.0.2.10")
            ? Optional.of(new ProbeView("one", List.of(probed)))
            : Optional.empty());
  }

  @Override
  public Heartbeats.Outcome heartbeat(Heartbeat beat) {
    commands.add(beat);
    return outcome;
  }

  @Override
  public StatusView status() {
    if (broken) {
      throw new IllegalStateException("the fake is broken");
    }
    return new StatusView(
        "one",
        "1.0",
        "test",
        Instant.parse("2026-01-02T03:04:05.678Z"),
        Duration.ofMillis(1500),
        7,
        "ab12",
        new StatusView.Automation(false, "no quorum"),
        List.of(
            new StatusView.VoterView(
                "one",
                "us-east",
                false,
                true,
                true,
                false,
                false,
                true,
                List.of(),
                true,
                "ab12",
                3L,
                Duration.ofMillis(250),
                Duration.ofMillis(-5))),
        1,
        List.of(SERVICE),
        List.of(
            new StatusView.TargetView(
                "192.0.2.10/web",
                "us-east",
                "down",
                "down",
                false,
                3,
                "refused",
                Map.of("one", "down"))),
        List.of(OVERRIDE),
        List.of(new StatusView.ZoneView("example.com.", 1)),
        List.of("broken.test."),
        List.of(new StatusView.PeerView("two", true, null)),
        List.of(),
        0,
        5,
        List.of("a warning"));
  }

  @Override
  public StatusView statusWithoutTargets() {
    return status();
  }

  @Override
  public List<TargetReading> targetReadings() {
    return List.of(
        new TargetReading(
            new Target(new Endpoint(InetAddress.ofLiteral("192.0.2.10"), "us-east"), "web"),
            true,
            true,
            Opinion.State.DOWN,
            12.5,
            Duration.ofMillis(400)));
  }

  @Override
  public TargetsView targets() {
    return new TargetsView(
        "one",
        Instant.parse("2026-01-02T03:04:05.678Z"),
        List.of(
            new TargetsView.ProbedTarget(
                "192.0.2.10/web",
                "us-east",
                "web",
                "up",
                true,
                Duration.ofSeconds(90),
                "failure",
                1,
                "no answer within 200 ms",
                Duration.ofMillis(400),
                Duration.ofMillis(-1500),
                12.5,
                null,
                List.of(
                    new TargetsView.Probe(
                        Duration.ofMillis(700),
                        "timed-out",
                        Duration.ofMillis(200),
                        "no answer within 200 ms"),
                    new TargetsView.Probe(
                        Duration.ofMillis(1700), "healthy", Duration.ofMillis(41), null)))));
  }

  @Override
  public RunbookView runbook() {
    return new RunbookView(
        "test",
        "/etc/leeward/leeward.conf",
        2,
        Duration.ofSeconds(4),
        List.of(
            new RunbookView.InstanceFacts(
                "one",
                "us-east",
                false,
                "10.8.0.1",
                "10.8.0.1",
                53,
                "127.0.0.1:8053",
                "10.8.0.1:5801",
                "/var/lib/leeward",
                "/etc/leeward/one.key",
                null,
                null,
                null)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public SimulateView simulate(List<String> lost) throws Loss.UnknownException {
    Map<String, String> instances = Map.of("one", "us-east", "two", "eu-west");
    Loss loss = Loss.of(lost, Topology.EMPTY, instances);
    return new SimulateView(
        loss.regions().stream().map(each -> "region " + each).toList(),
        1,
        2,
        2,
        false,
        "no quorum: 1 of 2 voters; the last agreed state is held",
        List.of(
            new SimulateView.ServiceProspect(
                "www",
                List.of("us-east"),
                List.of("eu-west"),
                "failed-over",
                List.of("www.example.com. A 192.0.2.10"),
                List.of("max-changes: eu-west waits"),
                List.of("api.example.com. A"),
                List.of("www.example.com. AAAA"),
                new SimulateView.Detection(
                    Duration.ofMillis(1600), Duration.ofMillis(4600), Duration.ofSeconds(35)),
                new SimulateView.Capacity(40, 12.5, 1))));
  }

  @Override
  public Optional<ExplainView> explain(Name name, RecordType type) {
    return name.isWithin(Name.parse("example.com."))
        ? Optional.of(
            new ExplainView(
                name.toString(),
                type.toString(),
                "example.com.",
                List.of("www.example.com. 30 IN A 198.51.100.10"),
                SERVICE,
                List.of(
                    new ExplainView.VerdictView(
                        "www.example.com. A 192.0.2.10",
                        "192.0.2.10/web",
                        "down",
                        List.of(
                            new ExplainView.VoteView(
                                "one", "down", Duration.ofMillis(250), true, 3, "refused")))),
                List.of(new ExplainView.RuleView("quorum", "www", "passes", "1 of 1")),
                List.of("one"),
                List.of("one: 192.0.2.10/web failed 3 in a row, refused"),
                List.of()))
        : Optional.empty();
  }

  @Override
  public CompletionStage<EventsView> events(EventsQuery query) {
    queries.add(query);
    List<Map<String, Object>> now = timeline;
    long after = query.after() == null ? now.size() - query.limit() : query.after();
    List<Map<String, Object>> page =
        now.stream()
            .filter(
                each -> query.after() == null ? now.indexOf(each) >= after : sequence(each) > after)
            .limit(query.limit())
            .toList();
    return CompletableFuture.supplyAsync(
        () -> new EventsView(page, now.isEmpty() ? 0 : sequence(now.getLast()), 0),
        CompletableFuture.delayedExecutor(
            query.patience().isZero() ? 0 : 50, TimeUnit.MILLISECONDS));
  }

  private static long sequence(Map<String, Object> event) {
    return event.get("sequence") instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public ChainView verifyEvents() {
    List<String> problems = broken ? List.of("event 12 does not follow from event 11") : List.of();
    return new ChainView(!broken, 2, 11, 12, "ab12", problems, 0, Map.of("decision/www", "cd34"));
  }

  @Override
  public AvailabilityView availability() {
    return new AvailabilityView(
        "one",
        Instant.parse("2026-01-02T03:04:05.678Z"),
        true,
        true,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofDays(30),
        List.of(new AvailabilityView.ServiceView("www", 0.999, 9995, 5, 0.9995, 0.5, 2.0)),
        List.of(
            new AvailabilityView.AskedView(
                "two",
                "192.0.2.2:53",
                9995,
                5,
                1,
                "good",
                new AvailabilityView.BadView(
                    Instant.parse("2026-01-02T03:00:00.000Z"), "www.example.com. A", "silent"))));
  }

  @Override
  public NotificationsView notifications() {
    return new NotificationsView(
        "one",
        List.of(
            new NotificationsView.Way(
                "ops", "slack", "https://hooks.example.com", 1, 2, "status 500", null)),
        List.of());
  }

  private CompletionStage<CommandResult> note(Record command) {
    commands.add(command);
    return CompletableFuture.completedFuture(result);
  }

  @Override
  public CompletionStage<CommandResult> drain(Drain command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> undrain(Undrain command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> pin(Pin command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> unpin(Release command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> freeze(Freeze command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> thaw(Release command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> failback(Release command) {
    return note(command);
  }

  @Override
  public CompletionStage<CommandResult> reload(Reload command) {
    return note(command);
  }

  @Override
  public Commands under(Conditions given) {
    conditions.add(given);
    return this;
  }

  @Override
  public void tell(String kind, String text) {
    told.add(kind + " " + text);
  }

  @Override
  public CompletionStage<CommandResult> drill(Drill command) {
    commands.add(command);
    return CompletableFuture.completedFuture(
        result instanceof CommandResult.Accepted accepted ? accepted.ofDrill(DRILL) : result);
  }

  @Override
  public CompletionStage<CommandResult> stopDrill(Release command) {
    return note(command);
  }

  @Override
  public DrillsView drills() {
    return new DrillsView(
        List.of(
            Map.of(
                "id", DRILL,
                "state", "completed",
                "at", "2026-03-01T03:00:00.000Z",
                "answered", 0.125,
                "returned", 0.2,
                "verdict", "met",
                "by", "ann")));
  }

  @Override
  public Optional<DrillsView.Document> drillReport(String id) {
    Map<String, Object> report = Map.of("id", DRILL, "state", "completed", "verdict", "met");
    return id.equals(DRILL)
        ? Optional.of(new DrillsView.Document(report, "# Drill " + DRILL + ": completed\n"))
        : Optional.empty();
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public String metrics() {
    return "leeward_made_up 1\n";
  }
}
