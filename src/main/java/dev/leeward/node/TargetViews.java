package dev.leeward.node;

import dev.leeward.control.TargetGauges;
import dev.leeward.control.TargetsView.Probe;
import dev.leeward.control.TargetsView.ProbedTarget;
import dev.leeward.health.Opinion;
import dev.leeward.health.ProbeRecord;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.TargetHealth;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Targets in the API's words, as they stand at one moment of the loop's clock. Pure. */
record TargetViews(long nowNanos) {
  /**
   * @param voted on
   * @param probed the same, but of hosts each address
   */
  static TargetGauges gauges(List<TargetHealth> voted, List<TargetHealth> probed) {
    Map<String, Boolean> up = LinkedHashMap.newLinkedHashMap(voted.size());
    for (TargetHealth each : voted) {
      if (each.opinion().state() != Opinion.State.UNKNOWN) {
        up.put(each.target().id(), each.opinion().state() == Opinion.State.UP);
      }
    }
    Map<String, Double> capacities = new LinkedHashMap<>();
    Map<TargetGauges.CheckInRegion, Duration> longest = new LinkedHashMap<>();
    for (TargetHealth each : probed) {
      Double capacity = each.notes().capacity();
      if (capacity != null) {
        capacities.put(each.target().id(), capacity);
      }
      longest.merge(
          new TargetGauges.CheckInRegion(each.target().check(), each.target().endpoint().region()),
          each.timeout(),
          (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return new TargetGauges(up, capacities, longest);
  }

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
