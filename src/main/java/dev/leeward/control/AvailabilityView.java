package dev.leeward.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How available the services are from outside, as this instance sees the others.
 *
 * @param enabled whether this instance asks anybody
 * @param observing whether anybody answered lately; if not, nothing is said of the others
 * @param interval in which everything is to be asked once, and {@code round} in which it is
 * @param window over which the objectives are to be met
 */
public record AvailabilityView(
    String instance,
    Instant at,
    boolean enabled,
    boolean observing,
    Duration interval,
    Duration round,
    Duration window,
    List<ServiceView> services,
    List<AskedView> asked) {
  /**
   * A service over the window.
   *
   * @param objective share of good answers that is expected
   * @param ratio share that was good; null while there are none
   * @param budgetLeft of the bad answers that the objective allows, the share that is left: below 0
   *     the objective is missed
   * @param burnRate how many times faster than allowed the budget went in the last hour
   */
  public record ServiceView(
      String name,
      double objective,
      long good,
      long bad,
      @Nullable Double ratio,
      double budgetLeft,
      double burnRate) {}

  /**
   * An address since this instance began to ask it.
   *
   * @param unjudged of which nothing can be said
   * @param last good, error, empty, wrong, silent or refused; null before the first
   * @param lastBad the newest that was not good; null without one
   */
  public record AskedView(
      String instance,
      String address,
      long good,
      long bad,
      long unjudged,
      @Nullable String last,
      @Nullable BadView lastBad) {}

  /** An answer that was not good. */
  public record BadView(Instant at, String question, String what) {}

  /** Where nobody is asked. */
  public static AvailabilityView off(String instance, Instant at) {
    return new AvailabilityView(
        instance,
        at,
        false,
        false,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        List.of());
  }
}
