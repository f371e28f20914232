package dev.leeward.agreement;

import org.jspecify.annotations.Nullable;

/**
 * An operator's forced state. A release is an entry too: nothing is removed.
 *
 * @param region drained or pinned; null for a freeze and a failback
 * @param service null for every service
 * @param active false is a release
 * @param term one more than that of the entry it replaces; a failback's is that of the decision
 *     whose outcome it releases
 * @param by who, as far as the API knows
 * @param atMillis wall time it was given
 * @param untilMillis wall time it ends; {@link Long#MAX_VALUE} is permanent
 */
public record OverrideEntry(
    Kind kind,
    @Nullable String region,
    @Nullable String service,
    boolean active,
    long term,
    String by,
    String reason,
    long atMillis,
    long untilMillis) {
  /** Where the one drill stands in the ledger. */
  public static final String DRILL_KEY = "drill";

  /** What is forced. */
  public enum Kind {
    /** A region is taken out of service, of one service or of all. */
    DRAIN,
    /** A service is served from one region, whatever its health. */
    PIN,
    /** Nothing is decided by itself. */
    FREEZE,
    /** Regions of a service that wait for an operator may return. */
    FAILBACK,
    /** A region is rehearsed to be down; it steps aside where nothing else would be served. */
    DRILL,
    /** The same without a change of any answer. */
    SHADOW_DRILL;

    /** As operators write it. */
    public String word() {
      return switch (this) {
        case DRAIN -> "drain";
        case PIN -> "pin";
        case FREEZE -> "freeze";
        case FAILBACK -> "failback";
        case DRILL -> "drill";
        case SHADOW_DRILL -> "shadow-drill";
      };
    }

    public boolean isDrill() {
      return this == DRILL || this == SHADOW_DRILL;
    }
  }

  /** Whether the fields that this kind needs are there, and no others. */
  public boolean isWellFormed() {
    return switch (kind) {
      case DRAIN, DRILL, SHADOW_DRILL -> region != null;
      case PIN -> region != null && service != null;
      case FREEZE -> region == null && service == null;
      case FAILBACK -> region == null && service != null;
    };
  }

  /**
   * Its place in the ledger: one for each kind and region or service, and one for all drills, so
   * that there is never more than one.
   */
  public String key() {
    return switch (kind) {
      case DRAIN -> "drain/" + region + (service == null ? "" : "/" + service);
      case PIN, FAILBACK -> kind.word() + "/" + service;
      case FREEZE -> kind.word();
      case DRILL, SHADOW_DRILL -> DRILL_KEY;
    };
  }

  /**
   * Whether it wins over {@code other} of the same key and term: the one that is in force over a
   * release, of drills the release; then the earlier region.
   */
  boolean isSaferThan(OverrideEntry other) {
    if (active != other.active) {
      return active != kind.isDrill();
    }
    return region != null && other.region != null && region.compareTo(other.region) < 0;
  }

  /** Who and, where it was said, why. */
  public String attribution() {
    return "by " + by + (reason.isBlank() ? "" : ": " + reason);
  }

  public boolean isInForce(long wallMillis) {
    return active && wallMillis < untilMillis;
  }

  public boolean covers(String ofService) {
    return service == null || service.equals(ofService);
  }
}
