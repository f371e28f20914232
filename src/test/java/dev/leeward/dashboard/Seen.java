package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;
import dev.leeward.control.StatusView.RecordView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.control.StatusView.TargetView;
import dev.leeward.control.StatusView.VoterView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster of three in which all is well, and what a test changes of it. Owned by one test. */
final class Seen {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<VoterView> voters = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<OverrideView> overrides = new ArrayList<>();
  private final List<String> notReady = new ArrayList<>();
  private String service = "www";
  private String reason = "first-choice";
  private String explanation = "www: serving us-east";
  private boolean primaryIn = true;
  private String primaryVerdict = "up";
  private @Nullable String failure;
  private @Nullable String automation;

  Seen() {
    voter("iad-1", true, false, Duration.ofMillis(100));
    voter("fra-1", true, false, Duration.ofMillis(300));
  }

  Seen voter(String name, boolean fresh, boolean abstains, Duration age) {
    voters.add(
        new VoterView(
            name,
            "us-east",
            false,
            voters.isEmpty(),
            fresh,
            abstains,
            false,
            true,
            List.of(),
            true,
            "ab12",
            3L,
            age,
            Duration.ZERO));
    return this;
  }

  Seen named(String name) {
    service = name;
    return this;
  }

  Seen warning(String text) {
    warnings.add(text);
    return this;
  }

  Seen automation(String why) {
    automation = why;
    return this;
  }

  Seen zoneNotReady(String origin) {
    notReady.add(origin);
    return this;
  }

  Seen servedReason(String word) {
    reason = word;
    return this;
  }

  Seen verdict(String word) {
    primaryVerdict = word;
    return this;
  }

  Seen failure(String why) {
    failure = why;
    return this;
  }

  Seen failedOver() {
    reason = "failed-over";
    explanation = "www: us-east out; serving eu-west";
    primaryIn = false;
    return verdict("down").failure("connection refused");
  }

  Seen drained(String region, String by, String why) {
    overrides.add(
        new OverrideView("drain", region, null, true, by, why, NOW, NOW.plusSeconds(3600)));
    return this;
  }

  StatusView view() {
    return new StatusView(
        "iad-1",
        "1.0",
        "test",
        NOW,
        Duration.ofHours(1),
        7,
        "ab12",
        new StatusView.Automation(automation == null, automation),
        voters,
        2,
        List.of(service()),
        List.of(
            target("192.0.2.10/web", "us-east", primaryVerdict, failure),
            target("198.51.100.10/web", "eu-west", "up", null)),
        overrides,
        List.of(new StatusView.ZoneView("example.com.", 1)),
        notReady,
        List.of(),
        List.of(),
        0,
        0,
        warnings);
  }

  private ServiceView service() {
    return new ServiceView(
        service,
        List.of("www.example.com."),
        "failover",
        List.of(primaryIn ? "us-east" : "eu-west"),
        reason,
        explanation,
        5,
        NOW,
        30,
        "calm",
        List.of(),
        List.of(
            region("us-east", primaryIn, primaryIn, "www.example.com. A 192.0.2.10"),
            region("eu-west", true, !primaryIn, "www.example.com. A 198.51.100.10")));
  }

  private static RegionView region(String name, boolean in, boolean served, String record) {
    return new RegionView(
        name,
        in,
        false,
        served,
        5,
        NOW,
        0,
        List.of(
            new RecordView(
                record,
                record.substring(record.lastIndexOf(' ') + 1) + "/web",
                served,
                served ? null : "standby")));
  }

  private TargetView target(String id, String region, String verdict, @Nullable String why) {
    String vote = verdict.equals("undecided") ? "up" : verdict;
    return new TargetView(
        id, region, verdict, vote, false, 3, why, Map.of("iad-1", vote, "fra-1", vote));
  }
}
