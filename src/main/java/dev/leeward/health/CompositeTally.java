package dev.leeward.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Results of a composite check's members, as they come; owned by one probe.
 *
 * <pre>
 *   needed are healthy                       healthy
 *   too many failed for that                 failed, with their reasons
 *   neither, and all have come               no result: those that decide could not be tried
 * </pre>
 */
final class CompositeTally {
  private final CompositeCheck check;
  private final Map<String, ProbeResult> results = new LinkedHashMap<>();

  CompositeTally(CompositeCheck check) {
    this.check = check;
  }

  void add(String member, ProbeResult result) {
    results.put(member, result);
  }

  /**
   * @param took so far
   */
  Optional<ProbeResult> decided(Duration took) {
    int members = check.members().size();
    long healthy = results.values().stream().filter(CompositeTally::isHealthy).count();
    long failed = results.values().stream().filter(CompositeTally::isFailure).count();
    if (healthy >= check.needed()) {
      return Optional.of(new ProbeResult.Healthy(took, evidence(), notes()));
    }
    if (failed > members - check.needed()) {
      return Optional.of(new ProbeResult.Failed(reasons(), took, evidence()));
    }
    return results.size() == members
        ? Optional.of(new ProbeResult.LocalError(reasons()))
        : Optional.empty();
  }

  private static boolean isHealthy(ProbeResult result) {
    return result instanceof ProbeResult.Healthy;
  }

  private static boolean isFailure(ProbeResult result) {
    return result instanceof ProbeResult.Failed || result instanceof ProbeResult.TimedOut;
  }

  /** One answer proves the path; else silence is told before hearsay. */
  private Evidence evidence() {
    return results.values().stream()
        .filter(result -> !(result instanceof ProbeResult.LocalError))
        .map(ProbeResult::evidence)
        .min(Evidence::compareTo)
        .orElse(Evidence.HEARSAY);
  }

  private ProbeResult.Notes notes() {
    return results.values().stream()
        .filter(ProbeResult.Healthy.class::isInstance)
        .map(result -> ((ProbeResult.Healthy) result).notes())
        .filter(notes -> !notes.equals(ProbeResult.Notes.NONE))
        .findFirst()
        .orElse(ProbeResult.Notes.NONE);
  }

  private String reasons() {
    return results.entrySet().stream()
        .filter(entry -> !isHealthy(entry.getValue()))
        .map(entry -> entry.getKey() + ": " + entry.getValue().reason())
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
