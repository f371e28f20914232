package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Safety;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What should be in and out, from the verdicts and what stands. Pure: voters that see the same
 * verdicts propose alike.
 *
 * <pre>
 *   record   verdict      next
 *   in       down         out at once, or after the withdrawal's hold of uninterrupted down
 *   in       up           in
 *   out      up           in after hold x 2^(flaps-1), at most 30 min, of uninterrupted up
 *   any      undecided    as it stands
 * </pre>
 *
 * A region is in while it is {@linkplain RegionHealth healthy} by its records' standings. Each
 * voter counts the hold on its own clock, so time is no part of the decision; voters whose holds
 * end a little apart propose alike once the later one ended. Records of one region that are due
 * within a second of each other return together, which saves a decision each.
 *
 * <p>With a manual failback a healthy region stays out until an operator releases the term in which
 * it went out. Its records return to it by themselves meanwhile.
 *
 * <p>What the safety rules refuse of it is {@linkplain WithdrawalLimit a region that stays in}, or
 * a return that waits because there were too many changes of late.
 *
 * <p>A {@linkplain WithdrawalPace pace} of withdrawals that a service may have keeps its serving
 * regions in for longer.
 *
 * <p>Flaps are forgiven by a decision of their own, made only when nothing else changes and after
 * half an hour in service: mixed into a withdrawal they would make voters differ just when they
 * must agree.
 */
public final class DecisionRule {
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(30);
  private static final Duration CALM = Duration.ofMinutes(30);
  private static final Duration TOGETHER = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 16;

  private final ServicePlan plan;
  private final Function<Target, Verdict> verdicts;
  private final Decision standing;
  private final long nextTerm;
  private final Circumstances circumstances;

  private DecisionRule(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision standing,
      long nextTerm,
      Circumstances circumstances) {
    this.plan = plan;
    this.verdicts = verdicts;
    this.standing = standing;
    this.nextTerm = nextTerm;
    this.circumstances = circumstances;
  }

  /**
   * @return {@code standing} itself when nothing changes, else a decision of {@code nextTerm} that
   *     names every record of the plan and every region that has one
   */
  public static Proposal decide(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision standing,
      long nextTerm,
      Circumstances circumstances) {
    return new DecisionRule(plan, verdicts, standing, nextTerm, circumstances).decide();
  }

  /** What would stand next, with what safety rules refused of it. */
  private record Draft(
      SortedMap<String, Standing> regions,
      SortedMap<String, Standing> records,
      List<Refusal> refusals) {
    boolean hasRegionIn() {
      return regions.values().stream().anyMatch(Standing::in);
    }
  }

  private Proposal decide() {
    Draft free = draft(regionsReturning(), true);
    List<String> back = circumstances.mayReturn() ? List.of() : returned(free);
    if (back.isEmpty()) {
      return propose(free);
    }
    Draft without = draft(Set.of(), false);
    // Where nothing is in, waiting would leave the last resort in place of a healthy region.
    return propose(without.hasRegionIn() ? refusing(back, without) : free);
  }

  private Draft draft(Set<String> returning, boolean mayReturn) {
    SortedMap<String, Standing> records = new TreeMap<>();
    Set<String> leaving = regionsLeaving();
    for (ServiceRecord record : plan.records()) {
      Standing before = standing.record(record.id(), record.region());
      records.put(record.id(), next(record, before, returning, leaving));
    }
    SortedMap<String, Standing> regions = nextRegions(records, mayReturn);
    String early = earlyReturn(records, regions, mayReturn);
    if (early != null) {
      regions.put(early, standing.region(early).comesIn(nextTerm));
    }
    List<Refusal> kept =
        new ArrayList<>(WithdrawalLimit.refusals(plan, verdicts, standing, regions));
    kept.addAll(WithdrawalPace.refusals(plan, standing, regions, circumstances.mayLeave()));
    kept.forEach(each -> regions.put(each.region(), standing.region(each.region())));
    if (early != null && !kept.isEmpty()) {
      // Another one stays in after all, so that this one waits as it should.
      regions.put(early, standing.region(early));
    }
    return new Draft(regions, records, kept);
  }

  /** Regions that the draft brings back or brings records back to. */
  private List<String> returned(Draft draft) {
    Set<String> back = new HashSet<>();
    draft
        .regions()
        .forEach((region, next) -> {
          if (next.in() && !standing.region(region).in()) {
            back.add(region);
          }
        });
    for (ServiceRecord record : plan.records()) {
      Standing next = draft.records().getOrDefault(record.id(), Standing.IN);
      if (next.in() && !standing.record(record.id(), record.region()).in()) {
        back.add(record.region());
      }
    }
    return plan.service().regions().stream().filter(back::contains).toList();
  }

  private Draft refusing(List<String> back, Draft draft) {
    Safety safety = plan.service().safety();
    List<String> backAnyway = returned(draft);
    List<Refusal> refusals = new ArrayList<>(draft.refusals());
    String why = safety.maxChanges() + " changes within " + safety.per().toSeconds() + "s";
    back.stream()
        .filter(region -> !backAnyway.contains(region))
        .map(region -> new Refusal(SafetyRule.MAX_CHANGES, region, region + " waits: " + why))
        .forEach(refusals::add);
    return new Draft(draft.regions(), draft.records(), refusals);
  }

  private Proposal propose(Draft draft) {
    Decision decision = standing;
    if (changes(draft)) {
      decision = new Decision(standing.service(), nextTerm, draft.regions(), draft.records());
    } else if (isCalm(draft.regions(), draft.records())) {
      decision = forgiven(draft.regions(), draft.records());
    }
    return new Proposal(decision, draft.refusals());
  }

  private boolean changes(Draft draft) {
    boolean changed = false;
    for (ServiceRecord record : plan.records()) {
      Standing next = draft.records().getOrDefault(record.id(), Standing.IN);
      changed |= standing.record(record.id(), record.region()).in() != next.in();
    }
    for (Map.Entry<String, Standing> region : draft.regions().entrySet()) {
      changed |= standing.region(region.getKey()).in() != region.getValue().in();
    }
    return changed;
  }

  private Standing next(
      ServiceRecord record, Standing before, Set<String> returning, Set<String> leaving) {
    return switch (verdicts.apply(record.target())) {
      case DOWN ->
          leaving.contains(record.region()) && isDueToLeave(record, TOGETHER)
              ? before.goesOut(nextTerm)
              : before;
      case UP ->
          returning.contains(record.region()) && isDue(record, before, TOGETHER)
              ? before.comesIn(nextTerm)
              : before;
      case UNDECIDED -> before;
    };
  }

  private Set<String> regionsLeaving() {
    Set<String> leaving = new HashSet<>();
    for (ServiceRecord record : plan.records()) {
      if (standing.record(record.id(), record.region()).in()
          && verdicts.apply(record.target()) == Verdict.DOWN
          && isDueToLeave(record, Duration.ZERO)) {
        leaving.add(record.region());
      }
    }
    return leaving;
  }

  private boolean isDueToLeave(ServiceRecord record, Duration early) {
    return circumstances.downtime().uninterruptedNanos(plan.service().name(), record.target())
        >= plan.service().withdrawal().hold().minus(early).toNanos();
  }

  private Set<String> regionsReturning() {
    Set<String> returning = new HashSet<>();
    for (ServiceRecord record : plan.records()) {
      Standing before = standing.record(record.id(), record.region());
      if (!before.in()
          && verdicts.apply(record.target()) == Verdict.UP
          && isDue(record, before, Duration.ZERO)) {
        returning.add(record.region());
      }
    }
    return returning;
  }

  private boolean isDue(ServiceRecord record, Standing before, Duration early) {
    return uptimeNanos(record) >= hold(plan, before).minus(early).toNanos();
  }

  private long uptimeNanos(ServiceRecord record) {
    return circumstances.uptime().uninterruptedNanos(plan.service().name(), record.target());
  }

  /** How long a record with this memory must be up before it returns. */
  static Duration hold(ServicePlan plan, Standing standing) {
    int doublings = Math.clamp(standing.flaps() - 1, 0, MOST_DOUBLINGS);
    Duration hold = plan.service().failbackHold().multipliedBy(1L << doublings);
    Duration longest =
        LONGEST_HOLD.compareTo(plan.service().failbackHold()) > 0
            ? LONGEST_HOLD
            : plan.service().failbackHold();
    return hold.compareTo(longest) < 0 ? hold : longest;
  }

  /**
   * A region without records of the service can be neither in nor out: left unnamed, it starts down
   * beside a healthy one when a zone edit gives it records (agreement: new targets).
   */
  private List<String> regionsWithRecords() {
    return plan.service().regions().stream()
        .filter(region -> !plan.recordsIn(region).isEmpty())
        .toList();
  }

  private SortedMap<String, Standing> nextRegions(
      Map<String, Standing> records, boolean mayReturn) {
    SortedMap<String, Standing> regions = new TreeMap<>();
    for (String region : regionsWithRecords()) {
      Standing before = standing.region(region);
      boolean in = isHealthy(region, records) && !waits(before, mayReturn);
      regions.put(region, in ? before.comesIn(nextTerm) : before.goesOut(nextTerm));
    }
    return regions;
  }

  private boolean isHealthy(String region, Map<String, Standing> records) {
    return RegionHealth.isHealthy(
        plan, region, record -> records.getOrDefault(record.id(), Standing.IN).in());
  }

  /**
   * The region that returns before its time, because a healthy region is better than a last resort,
   * whoever was to be asked first. Null where another one is in, or none waits.
   */
  private @Nullable String earlyReturn(
      Map<String, Standing> records, Map<String, Standing> regions, boolean mayReturn) {
    if (regions.values().stream().anyMatch(Standing::in)) {
      return null;
    }
    return regionsWithRecords().stream()
        .filter(region -> isHealthy(region, records))
        .filter(region -> waits(standing.region(region), mayReturn))
        .findFirst()
        .orElse(null);
  }

  private boolean waits(Standing before, boolean mayReturn) {
    if (before.in()) {
      return false;
    }
    return switch (plan.service().failback()) {
      case AUTOMATIC -> !mayReturn;
      case MANUAL -> before.sinceTerm() > circumstances.releasedUpTo();
    };
  }

  private boolean isCalm(Map<String, Standing> regions, Map<String, Standing> records) {
    boolean flapped =
        regions.values().stream().anyMatch(each -> each.flaps() > 0)
            || records.values().stream().anyMatch(each -> each.flaps() > 0);
    return flapped
        && records.values().stream().allMatch(Standing::in)
        && plan.records().stream()
            .allMatch(record ->
                uptimeNanos(record)
                    >= calm(plan, records.getOrDefault(record.id(), Standing.IN)).toNanos());
  }

  /**
   * Half an hour in service, after the hold. Counted from the same moment as the hold, the longest
   * hold alone would forgive everything, and what flaps would begin anew every hour.
   */
  static Duration calm(ServicePlan plan, Standing memory) {
    return hold(plan, memory).plus(CALM);
  }

  private Decision forgiven(
      SortedMap<String, Standing> regions, SortedMap<String, Standing> records) {
    regions.replaceAll((name, each) -> each.forgiven());
    records.replaceAll((id, each) -> each.forgiven());
    return new Decision(standing.service(), nextTerm, regions, records);
  }
}
