package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One small instance that remembers what it was told. Any thread may call. */
public final class FakeOperations implements Operations {
  public static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  /** Commands in the order in which they came. */
  public final List<Record> commands = Collections.synchronizedList(new ArrayList<>());

  public volatile CommandResult result =
      new CommandResult.Accepted(List.of("drained us-east"), List.of("fra-1", "iad-1"), List.of());
  public volatile boolean live = true;
  public volatile boolean ready = true;
  public volatile boolean broken;

  @Override
  public StatusView status() {
    if (broken) {
      throw new IllegalStateException("the fake is broken");
    }
    return new StatusView(
        "fra-1",
        "1.2.3",
        "example-dns",
        AT,
        Duration.ofMillis(90_500),
        7,
        new StatusView.Automation(false, "no quorum"),
        List.of(
            voter("fra-1", true, true), voter("iad-1", false, true), voter("sin-1", false, false)),
        2,
        List.of(service()),
        List.of(target("192.0.2.1", "us-east", "down"), target("198.51.100.1", "eu-west", "up")),
        List.of(
            new StatusView.OverrideView(
                "drain", "us-east", null, true, "ann", "disk swap", AT, AT.plusSeconds(60))),
        List.of(new StatusView.ZoneView("example.com.", 2026030101L)),
        List.of("example.net."),
        List.of(new StatusView.PeerView("iad-1", true, null)),
        List.of(),
        List.of("the clock of sin-1 differs"));
  }

  private static StatusView.VoterView voter(String name, boolean self, boolean fresh) {
    return new StatusView.VoterView(
        name, null, self, fresh, false, false, true, true, 4L, Duration.ofMillis(-250));
  }

  private static StatusView.ServiceView service() {
    return new StatusView.ServiceView(
        "www",
        List.of("www.example.com."),
        "failover",
        List.of("eu-west"),
        "failover",
        "us-east is out",
        41,
        5,
        List.of(
            region("us-east", false, "192.0.2.1", "region-not-selected"),
            region("eu-west", true, "198.51.100.1", null)));
  }

  private static StatusView.RegionView region(
      String name, boolean in, String record, @org.jspecify.annotations.Nullable String why) {
    return new StatusView.RegionView(
        name, in, !in, in, 41, 0, List.of(new StatusView.RecordView(record, in, why)));
  }

  private static StatusView.TargetView target(String id, String region, String state) {
    String reason = state.equals("down") ? "refused" : null;
    return new StatusView.TargetView(
        id, region, state, state, false, 3, reason, Map.of("fra-1", state, "iad-1", state));
  }

  @Override
  public Optional<ExplainView> explain(Name name, RecordType type) {
    if (!name.toString().endsWith("example.com.")) {
      return Optional.empty();
    }
    return Optional.of(
        new ExplainView(
            name.toString(),
            type.toString(),
            "example.com.",
            List.of("www.example.com. 5 IN A 198.51.100.1"),
            service(),
            List.of(
                new ExplainView.VerdictView(
                    "192.0.2.1", "192.0.2.1", "down", Map.of("fra-1", "down"))),
            List.of("fra-1", "iad-1"),
            status().overrides()));
  }

  @Override
  public CompletionStage<CommandResult> drain(Drain command) {
    return remember(command);
  }

  @Override
  public CompletionStage<CommandResult> undrain(Undrain command) {
    return remember(command);
  }

  /** A reload, as remembered. */
  public record Reload(boolean force) {}

  @Override
  public CompletionStage<CommandResult> reload(boolean force) {
    return remember(new Reload(force));
  }

  private CompletionStage<CommandResult> remember(Record command) {
    commands.add(command);
    return CompletableFuture.completedFuture(result);
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
    return "leeward_quorum 2.0\n";
  }
}
