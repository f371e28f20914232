package dev.leeward.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instance's view of everything, at one moment. */
public record StatusView(
    String instance,
    String version,
    String cluster,
    Instant at,
    Duration uptime,
    long generation,
    Automation automation,
    List<VoterView> voters,
    int quorum,
    List<ServiceView> services,
    List<TargetView> targets,
    List<OverrideView> overrides,
    List<ZoneView> zones,
    List<String> zonesNotReady,
    List<PeerView> peers,
    List<String> mapMembers,
    List<String> warnings) {

  /**
   * Whether decisions are made by themselves: from outside, holding looks like health.
   *
   * @param reason why not; null when it runs
   */
  public record Automation(boolean running, @Nullable String reason) {}

  /**
   * A voter as seen from here.
   *
   * @param witness whether it serves no DNS
   * @param ballotNumber null when no ballot of it has come
   * @param clockOffset its wall clock less this instance's when its ballot came, as far as the beat
   *     allows to tell
   */
  public record VoterView(
      String name,
      @Nullable String region,
      boolean witness,
      boolean self,
      boolean fresh,
      boolean abstains,
      boolean ignored,
      boolean sameTargets,
      boolean sameLedger,
      @Nullable Long ballotNumber,
      @Nullable Duration clockOffset) {}

  /**
   * What a service serves, and why.
   *
   * @param refused changes that a safety rule keeps from happening
   */
  public record ServiceView(
      String name,
      List<String> names,
      String policy,
      List<String> served,
      String reason,
      String explanation,
      long term,
      long ttl,
      List<RefusalView> refused,
      List<RegionView> regions) {}

  /** A change that does not happen, and the rule that is against it. */
  public record RefusalView(String rule, String region, String what) {}

  /** A region of a service. */
  public record RegionView(
      String name,
      boolean in,
      boolean drained,
      boolean served,
      long sinceTerm,
      int flaps,
      List<RecordView> records) {}

  /**
   * A record at a service's name.
   *
   * @param withdrawn why it is not served; null when it is
   */
  public record RecordView(String id, boolean in, @Nullable String withdrawn) {}

  /**
   * An endpoint and its check.
   *
   * @param opinion of this instance
   * @param streak how many results in a row were alike
   * @param reason of the newest failure
   * @param votes by voter's name
   */
  public record TargetView(
      String id,
      String region,
      String verdict,
      String opinion,
      boolean suspect,
      int streak,
      @Nullable String reason,
      Map<String, String> votes) {}

  /**
   * @param kind drain, pin, freeze or failback
   * @param region null for a freeze and a failback
   * @param service null for every service
   * @param until null for permanent
   */
  public record OverrideView(
      String kind,
      @Nullable String region,
      @Nullable String service,
      boolean inForce,
      String by,
      String reason,
      Instant at,
      @Nullable Instant until) {}

  /** A zone that is served. */
  public record ZoneView(String origin, long serial) {}

  /** The link to a peer. */
  public record PeerView(String name, boolean connected, @Nullable String lastError) {}
}
