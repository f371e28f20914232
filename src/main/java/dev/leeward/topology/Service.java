package dev.leeward.topology;

import dev.leeward.dns.Name;
import java.time.Duration;
import java.util.List;

/**
 * Names that fail over together, as configured.
 *
 * @param names absolute; a wildcard owner is listed as {@code *.x}
 * @param check the name of the check that all of its endpoints are probed with
 * @param regions in order of preference
 * @param minHealthy endpoints that must be up in each RRset of a region for the region to be
 *     healthy
 * @param failbackHold uninterrupted health before a record returns
 * @param withdrawal how slowly health takes records away
 * @param ttl cap in seconds while calm
 * @param suspectTtl cap in seconds while a served endpoint is under suspicion or a change was just
 *     made
 */
public record Service(
    String name,
    List<Name> names,
    String check,
    Policy policy,
    List<String> regions,
    MinHealthy minHealthy,
    WhenAllDown whenAllDown,
    Failback failback,
    Duration failbackHold,
    long ttl,
    long suspectTtl,
    Safety safety,
    Withdrawal withdrawal,
    ListedRecords listed,
    Profile profile) {

  /** Which presets the keys have that the configuration does not write. */
  public enum Profile {
    /** Any region may serve any client at any time. */
    STATELESS,
    /** Going to a region too early costs more than waiting. */
    STATEFUL
  }

  /** How the served regions follow from the healthy ones. */
  public enum Policy {
    /** Active-passive: the first healthy region in order. */
    FAILOVER,
    /** Active-active: every healthy region. */
    SPREAD
  }

  /** How a region returns. */
  public enum Failback {
    /** After its hold. */
    AUTOMATIC,
    /** When an operator says so; sooner only when nothing else is left. */
    MANUAL
  }

  /** What is served when no undrained region is healthy. */
  public enum WhenAllDown {
    /** All records. */
    OPEN,
    /** What was served last. */
    HOLD,
    /** Records that the configuration lists for it. */
    RECORDS
  }

  public Service {
    names = List.copyOf(names);
    regions = List.copyOf(regions);
  }
}
