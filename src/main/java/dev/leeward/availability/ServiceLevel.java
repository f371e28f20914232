package dev.leeward.availability;

import org.jspecify.annotations.Nullable;

/**
 * How available a service was over the window, as this instance saw it.
 *
 * @param good answers
 * @param ratio good of all; null while there are none
 * @param budgetLeft share of the bad answers that the objective allows in the window which is left:
 *     1 untouched, 0 used up, below 0 the objective is missed
 * @param burnRate how many times faster than the objective allows the budget went in the last hour
 */
public record ServiceLevel(
    String service,
    double objective,
    long good,
    long bad,
    @Nullable Double ratio,
    double budgetLeft,
    double burnRate) {
  static ServiceLevel of(String service, double objective, Slices.Sum window, Slices.Sum hour) {
    return new ServiceLevel(
        service,
        objective,
        window.good(),
        window.bad(),
        window.all() == 0 ? null : (double) window.good() / window.all(),
        1 - burnt(window, objective),
        burnt(hour, objective));
  }

  /** Bad answers in units of those that the objective allows. */
  private static double burnt(Slices.Sum sum, double objective) {
    return sum.all() == 0 ? 0 : (double) sum.bad() / sum.all() / (1 - objective);
  }
}
