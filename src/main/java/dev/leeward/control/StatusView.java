package dev.leeward.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance's view of everything, at one moment.
 *
 * @param ledger digest in hex of all that is agreed: equal on instances that agree
 * @param eventsLost events that the timeline could not keep
 * @param refused ballots and ledger entries of peers that were rejected since the start
 */
public record StatusView(
    String instance,
    String version,
    String cluster,
    Instant at,
    Duration uptime,
    long generation,
    String ledger,
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
    long eventsLost,
    long refused,
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
   * @param otherTargets services whose targets it knows otherwise than this instance: there its
   *     votes are not counted here
   * @param ledger digest of its ledger; null when no ballot of it has come
   * @param ballotNumber null when no ballot of it has come
   * @param age of its newest ballot since it came here
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
      List<String> otherTargets,
      boolean sameLedger,
      @Nullable String ledger,
      @Nullable Long ballotNumber,
      @Nullable Duration age,
      @Nullable Duration clockOffset) {}

  /**
   * What a service serves, and why.
   *
   * @param since when the term was decided, by the voters' wall clocks; null when nothing was
   * @param ttlReason why the cap is as it is
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
      @Nullable Instant since,
      long ttl,
      String ttlReason,
      List<RefusalView> refused,
      List<RegionView> regions) {}

  /** A change that does not happen, and the rule that is against it. */
  public record RefusalView(String rule, String region, String what) {}

  /**
   * A region of a service.
   *
   * @param since when {@code sinceTerm} was decided; null when that is not known any more
   */
  public record RegionView(
      String name,
      boolean in,
      boolean drained,
      boolean served,
      long sinceTerm,
      @Nullable Instant since,
      int flaps,
      List<RecordView> records) {}

  /**
   * A record at a service's name.
   *
   * @param target whose health it follows, by id
   * @param withdrawn why it is not served; null when it is
   */
  public record RecordView(String id, String target, boolean in, @Nullable String withdrawn) {}

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
