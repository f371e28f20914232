package dev.leeward.agreement;

import org.jspecify.annotations.Nullable;

/**
 * An operator's forced state of one region, for one service or for all. A release is an entry too:
 * nothing is removed.
 *
 * @param service null for every service
 * @param active whether the region is drained; false is a release
 * @param term one more than that of the entry it replaces
 * @param by who, as far as the API knows
 * @param atMillis wall time it was given
 * @param untilMillis wall time it ends; {@link Long#MAX_VALUE} is permanent
 */
public record OverrideEntry(
    String region,
    @Nullable String service,
    boolean active,
    long term,
    String by,
    String reason,
    long atMillis,
    long untilMillis) {

  /** Its place in the ledger. */
  public String key() {
    return "drain/" + region + (service == null ? "" : "/" + service);
  }

  public boolean isInForce(long wallMillis) {
    return active && wallMillis < untilMillis;
  }

  public boolean covers(String ofService) {
    return service == null || service.equals(ofService);
  }
}
