package dev.leeward.failover;

/** A rule that refuses a change. */
public enum SafetyRule {
  /** So many regions of a service stay in. */
  MIN_REGIONS("min-regions"),
  /** No larger share of a service's regions goes out. */
  MAX_WITHDRAWN_SHARE("max-withdrawn-share"),
  /** After so many changes returns wait. */
  MAX_CHANGES("max-changes"),
  /** So many serving regions leave by health, then others wait. */
  MAX_REGIONS("max-regions");

  private final String word;

  SafetyRule(String word) {
    this.word = word;
  }

  /** Its key in the configuration, and what {@code --force} must name. */
  public String word() {
    return word;
  }
}
