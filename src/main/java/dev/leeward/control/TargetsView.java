package dev.leeward.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one instance knows of each target from its own probes, at one moment. */
public record TargetsView(String instance, Instant at, List<ProbedTarget> targets) {
  /**
   * An endpoint and its check.
   *
   * @param opinion up, down or unknown
   * @param since how long that has been the opinion
   * @param streak success, failure or none: what the newest results are alike in
   * @param reason why the newest probe could not be tried, or the newest failure failed
   * @param timeout of the next probe
   * @param due until then; negative when it is late
   * @param capacity as the endpoint told it last; null where it tells none
   * @param warning of what will be a failure one day
   * @param recent newest first
   */
  public record ProbedTarget(
      String id,
      String region,
      String check,
      String opinion,
      boolean suspect,
      Duration since,
      String streak,
      int streakLength,
      @Nullable String reason,
      Duration timeout,
      Duration due,
      @Nullable Double capacity,
      @Nullable String warning,
      List<Probe> recent) {}

  /**
   * One of the last probes.
   *
   * @param ago since it began
   * @param result healthy, failed, timed-out or local-error
   * @param reason null when it is healthy
   */
  public record Probe(Duration ago, String result, Duration took, @Nullable String reason) {}
}
