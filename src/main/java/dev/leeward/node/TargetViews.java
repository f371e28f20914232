package dev.leeward.node;

import dev.leeward.control.TargetsView.Probe;
import dev.leeward.control.TargetsView.ProbedTarget;
import dev.leeward.health.Opinion;
import dev.leeward.health.ProbeRecord;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.TargetHealth;
import java.time.Duration;
import java.util.List;

/** Targets in the API's words, as they stand at one moment of the loop's clock. Pure. */
record TargetViews(long nowNanos) {
  ProbedTarget view(TargetHealth health) {
    Opinion opinion = health.opinion();
    ProbeResult.Notes notes = health.notes();
    return new ProbedTarget(
        health.target().id(),
        health.target().endpoint().region(),
        health.target().check(),
        Views.lower(opinion.state()),
        opinion.isSuspect(),
        since(opinion.sinceNanos()),
        Views.lower(opinion.streak().kind()),
        opinion.streak().length(),
        health.lastReason(),
        health.timeout(),
        since(health.nextDueNanos()).negated(),
        notes.capacity(),
        notes.warning(),
        recent(health.recent()));
  }

  private List<Probe> recent(List<ProbeRecord> recent) {
    return recent.reversed().stream().map(this::probe).toList();
  }

  private Probe probe(ProbeRecord record) {
    ProbeResult result = record.result();
    return new Probe(since(record.startedNanos()), word(result), result.took(), result.reason());
  }

  static String word(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Healthy _ -> "healthy";
      case ProbeResult.Failed _ -> "failed";
      case ProbeResult.TimedOut _ -> "timed-out";
      case ProbeResult.LocalError _ -> "local-error";
    };
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(nowNanos - nanos);
  }
}
