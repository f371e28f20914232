package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Overrides;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a service serves: its decision with the overrides in force laid over it. Made once for all
 * names and types of the service, so IPv4 and IPv6 never point at different regions.
 *
 * @param regions served ones, in order of preference
 * @param withdrawn by record id; all records of the service only where others replace them
 */
public record Selection(List<String> regions, Reason reason, Map<String, Withdrawal> withdrawn) {
  /** Why those regions. */
  public enum Reason {
    /** The first region in order that is healthy and not drained, and it is the first of all. */
    FIRST_CHOICE,
    /** A later region, for those before it are out or drained. */
    FAILED_OVER,
    /** Policy spread: every region is healthy and not drained. */
    EVERYWHERE,
    /** Policy spread: those regions that are healthy and not drained. */
    REDUCED,
    /** An operator pinned the service to it. */
    PINNED,
    /**
     * No undrained region is healthy: {@code when-all-down = open} serves all of the undrained
     * ones, {@code hold} what was served last.
     */
    LAST_RESORT,
    /**
     * No undrained region is healthy, and {@code when-all-down} lists the records that are served
     * instead.
     */
    REPLACED,
    /** Every region is drained: all of them are served rather than nothing. */
    ALL_DRAINED,
    /** The service has no record in any of its regions. */
    NOTHING_TO_STEER
  }

  /** Why a record is not served. */
  public enum Withdrawal {
    /** Its region is healthy, but another one comes first. */
    STANDBY,
    /** Its region is out. */
    REGION_OUT,
    /** An operator drained its region. */
    REGION_DRAINED,
    /** A drill takes its region for down. */
    REGION_DRILLED,
    /** Its region is served, the record itself is down. */
    RECORD_OUT
  }

  public Selection {
    regions = List.copyOf(regions);
    withdrawn = Map.copyOf(withdrawn);
  }

  public boolean serves(ServiceRecord record) {
    return !withdrawn.containsKey(record.id());
  }

  /** Whether two states of the overrides lead to one selection of a service. */
  public static boolean isSameUnder(ServicePlan plan, Overrides one, Overrides other) {
    String service = plan.service().name();
    if (!one.pin(service).equals(other.pin(service))) {
      return false;
    }
    for (String region : plan.service().regions()) {
      if (one.isDrained(region, service) != other.isDrained(region, service)
          || one.isDrilled(region, service) != other.isDrilled(region, service)) {
        return false;
      }
    }
    return true;
  }

  public static Selection select(ServicePlan plan, Decision decision, Overrides overrides) {
    List<String> present =
        plan.service().regions().stream()
            .filter(region -> !plan.recordsIn(region).isEmpty())
            .toList();
    if (present.isEmpty()) {
      return new Selection(List.of(), Reason.NOTHING_TO_STEER, Map.of());
    }
    String service = plan.service().name();
    Optional<String> pinned = overrides.pin(service).filter(present::contains);
    if (pinned.isPresent()) {
      List<String> served = List.of(pinned.get());
      return new Selection(
          served,
          Reason.PINNED,
          withdrawn(plan, decision, overrides, served, healthy(plan, decision, served)));
    }
    List<String> undrained =
        present.stream().filter(region -> !overrides.isDrained(region, service)).toList();
    List<String> in = undrained.stream().filter(region -> decision.region(region).in()).toList();
    if (!in.isEmpty()) {
      List<String> rest =
          in.stream().filter(region -> !overrides.isDrilled(region, service)).toList();
      // A drill that would leave nothing steps aside, here and now, whoever still runs it.
      List<String> served = preferred(plan, rest.isEmpty() ? in : rest);
      return new Selection(
          served,
          reason(plan, present, served),
          withdrawn(plan, decision, overrides, served, healthy(plan, decision, served)));
    }
    if (plan.service().whenAllDown() == Service.WhenAllDown.RECORDS) {
      List<String> none = List.of();
      return new Selection(
          none, Reason.REPLACED, withdrawn(plan, decision, overrides, none, Set.of()));
    }
    List<String> candidates = undrained.isEmpty() ? present : undrained;
    List<String> served = lastResort(plan, decision, candidates);
    Reason reason = undrained.isEmpty() ? Reason.ALL_DRAINED : Reason.LAST_RESORT;
    return new Selection(served, reason, withdrawn(plan, decision, overrides, served, Set.of()));
  }

  private static List<String> preferred(ServicePlan plan, List<String> healthy) {
    return switch (plan.service().policy()) {
      case FAILOVER -> List.of(healthy.getFirst());
      case SPREAD -> healthy;
    };
  }

  private static Reason reason(ServicePlan plan, List<String> present, List<String> served) {
    return switch (plan.service().policy()) {
      case FAILOVER ->
          served.getFirst().equals(present.getFirst()) ? Reason.FIRST_CHOICE : Reason.FAILED_OVER;
      case SPREAD -> served.size() == present.size() ? Reason.EVERYWHERE : Reason.REDUCED;
    };
  }

  /**
   * What went out last was served last: the decision remembers, so every instance says the same.
   */
  private static List<String> lastResort(
      ServicePlan plan, Decision decision, List<String> candidates) {
    return switch (plan.service().whenAllDown()) {
      case OPEN -> plan.isAlias() ? candidates.subList(0, 1) : candidates;
      case RECORDS ->
          throw new IllegalStateException("records of " + plan.service().name() + " replace all");
      case HOLD -> {
        long newest =
            candidates.stream()
                .mapToLong(region -> decision.region(region).sinceTerm())
                .max()
                .orElse(0);
        yield preferred(
            plan,
            candidates.stream()
                .filter(region -> decision.region(region).sinceTerm() == newest)
                .toList());
      }
    };
  }

  /** A safety rule may keep a region in, or a zone edit overtake the decision. */
  private static Set<String> healthy(ServicePlan plan, Decision decision, List<String> served) {
    return served.stream()
        .filter(region -> decision.region(region).in())
        .filter(region ->
            RegionHealth.isHealthy(
                plan, region, record -> decision.record(record.id(), region).in()))
        .collect(Collectors.toSet());
  }

  /**
   * @param healthy regions whose down records are withdrawn one by one; one that is served although
   *     it is unhealthy keeps all of them
   */
  private static Map<String, Withdrawal> withdrawn(
      ServicePlan plan,
      Decision decision,
      Overrides overrides,
      List<String> served,
      Set<String> healthy) {
    Map<String, Withdrawal> withdrawn = new HashMap<>();
    for (String region : plan.service().regions()) {
      List<ServiceRecord> records = plan.recordsIn(region);
      if (!served.contains(region)) {
        Withdrawal why = whyNotServed(plan, decision, overrides, region);
        records.forEach(record -> withdrawn.put(record.id(), why));
      } else if (healthy.contains(region)) {
        records.stream()
            .filter(record -> !decision.record(record.id(), region).in())
            .forEach(record -> withdrawn.put(record.id(), Withdrawal.RECORD_OUT));
      }
    }
    return withdrawn;
  }

  private static Withdrawal whyNotServed(
      ServicePlan plan, Decision decision, Overrides overrides, String region) {
    if (overrides.isDrained(region, plan.service().name())) {
      return Withdrawal.REGION_DRAINED;
    }
    if (!decision.region(region).in()) {
      return Withdrawal.REGION_OUT;
    }
    return overrides.isDrilled(region, plan.service().name())
        ? Withdrawal.REGION_DRILLED
        : Withdrawal.STANDBY;
  }
}
