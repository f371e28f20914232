package dev.leeward.failover;

import dev.leeward.topology.Service;
import dev.leeward.topology.ServiceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a service serves what it serves, in one line. */
public final class Explanation {
  private Explanation() {}

  /** {@code www: us-east out since term 12; serving eu-west}. */
  public static String of(ServiceState state) {
    List<String> parts = new ArrayList<>();
    for (String region : state.plan().service().regions()) {
      List<ServiceRecord> withdrawn =
          state.plan().recordsIn(region).stream()
              .filter(record -> !state.selection().serves(record))
              .toList();
      if (!withdrawn.isEmpty()) {
        parts.add(
            region
                + " "
                + why(
                    state.selection().withdrawn().get(withdrawn.getFirst().id()),
                    state,
                    region,
                    withdrawn));
      }
    }
    String withdrawn = parts.isEmpty() ? "" : String.join(", ", parts) + "; ";
    return state.plan().service().name()
        + ": "
        + withdrawn
        + "serving "
        + serving(state)
        + state.refusals().stream().map(each -> "; refused: " + each).collect(Collectors.joining());
  }

  private static String why(
      Selection.@Nullable Withdrawal why,
      ServiceState state,
      String region,
      List<ServiceRecord> withdrawn) {
    if (why == null) {
      return "withdrawn";
    }
    return switch (why) {
      case STANDBY -> "standby";
      case REGION_OUT ->
          "out since term "
              + state.decision().region(region).sinceTerm()
              + (waits(state, region) ? ", waits for a failback" : "");
      case REGION_DRAINED -> "drained";
      case REGION_DRILLED -> "down in a drill";
      case RECORD_OUT ->
          withdrawn.stream()
                  .map(record -> record.target().endpoint().toString())
                  .distinct()
                  .collect(Collectors.joining(" and "))
              + " out";
    };
  }

  /** It is healthy and still out: it is an operator that is missing. */
  private static boolean waits(ServiceState state, String region) {
    return state.plan().service().failback() == Service.Failback.MANUAL
        && RegionHealth.isHealthy(
            state.plan(), region, record -> state.decision().record(record.id(), region).in());
  }

  private static String serving(ServiceState state) {
    String regions = String.join(" and ", state.selection().regions());
    return switch (state.selection().reason()) {
      case FIRST_CHOICE, FAILED_OVER, EVERYWHERE, REDUCED -> regions;
      case PINNED -> regions + ", pinned";
      case LAST_RESORT -> regions + " as last resort";
      case ALL_DRAINED -> regions + ", for all are drained";
      case REPLACED -> "the records that when-all-down lists";
      case NOTHING_TO_STEER -> "all its records, none of which lies in a region";
    };
  }

  /** With term and reason, for {@code <service>.leeward. CH TXT}. */
  public static String inFull(ServiceState state) {
    return of(state)
        + "; "
        + state.selection().reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "; term "
        + state.decision().term()
        + "; ttl "
        + state.ttlCap();
  }
}
