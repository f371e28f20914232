package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Safety;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which regions may not go out although a quorum says that they are down. Pure.
 *
 * <p>While a quorum says that another region is healthy whatever is down may leave: an answer with
 * a dead region beside or instead of a healthy one is what Leeward exists to prevent. While every
 * region is down {@code when-all-down} decides. Between the two, where the rest is undecided,
 * {@code min-regions} and {@code max-withdrawn-share} hold; regions leave in their order of
 * preference, so that what is served moves on.
 */
final class WithdrawalLimit {
  private WithdrawalLimit() {}

  /**
   * @param next the regions' standings if no rule stood against them
   */
  static List<Refusal> refusals(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision standing,
      Map<String, Standing> next) {
    List<String> leaving =
        plan.service().regions().stream()
            .filter(region -> isIn(next, region, false) && standing.region(region).in())
            .toList();
    if (leaving.isEmpty() || isElsewhereHealthy(plan, verdicts, next, leaving)) {
      return List.of();
    }
    boolean allDown =
        next.keySet().stream()
            .noneMatch(region ->
                RegionHealth.isHealthy(plan, region, is(verdicts, Verdict.DOWN).negate()));
    return allDown ? List.of() : refusals(plan.service().safety(), next, leaving);
  }

  private static boolean isIn(Map<String, Standing> next, String region, boolean in) {
    Standing standing = next.get(region);
    return standing != null && standing.in() == in;
  }

  /**
   * A region that only waits for its hold counts: kept for it, a dead one would be served alone.
   */
  private static boolean isElsewhereHealthy(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Map<String, Standing> next,
      List<String> leaving) {
    return next.keySet().stream()
        .filter(region -> !leaving.contains(region))
        .anyMatch(region -> RegionHealth.isHealthy(plan, region, is(verdicts, Verdict.UP)));
  }

  private static java.util.function.Predicate<ServiceRecord> is(
      Function<Target, Verdict> verdicts, Verdict verdict) {
    return record -> verdicts.apply(record.target()) == verdict;
  }

  private static List<Refusal> refusals(
      Safety safety, Map<String, Standing> next, List<String> leaving) {
    int all = next.size();
    int in = (int) next.values().stream().filter(Standing::in).count() + leaving.size();
    int byCount = in - safety.minRegions();
    int byShare = safety.mostOut(all) - (all - in);
    int allowed = Math.clamp(Math.min(byCount, byShare), 0, leaving.size());
    SafetyRule rule = byCount <= byShare ? SafetyRule.MIN_REGIONS : SafetyRule.MAX_WITHDRAWN_SHARE;
    String limit =
        byCount <= byShare
            ? "at least " + safety.minRegions() + " of " + all + " stay in"
            : "at most " + safety.mostOut(all) + " of " + all + " go out";
    return leaving.subList(allowed, leaving.size()).stream()
        .map(region ->
            new Refusal(
                rule, region, region + " stays in: " + limit + " while no other is known healthy"))
        .toList();
  }
}
