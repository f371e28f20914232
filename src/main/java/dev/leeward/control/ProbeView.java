package dev.leeward.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probes that an operator asked for; they count for nothing. */
public record ProbeView(String instance, List<Probed> probes) {
  /**
   * One of them.
   *
   * @param result healthy, failed, timed-out or local-error
   * @param took zero where there was no attempt
   * @param warning of what will be a failure one day
   * @param capacity as the endpoint tells it
   */
  public record Probed(
      String id,
      String region,
      String check,
      String result,
      Duration took,
      @Nullable String reason,
      @Nullable String warning,
      @Nullable Double capacity,
      List<Step> steps) {}

  /**
   * What was done.
   *
   * @param after since the probe began
   */
  public record Step(String what, Duration after) {}
}
