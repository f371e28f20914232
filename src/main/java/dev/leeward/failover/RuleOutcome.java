package dev.leeward.failover;

/**
 * What one rule says about a service now, for whoever asks why.
 *
 * @param rule as the manual names it
 * @param subject the region, record or service that it speaks of
 * @param effect what it does at this moment
 */
public record RuleOutcome(String rule, String subject, Effect effect, String text) {
  /** What a rule does. */
  public enum Effect {
    /** It is met, or has nothing to say. */
    PASSES,
    /** It takes something out of service. */
    WITHDRAWS,
    /** It keeps things as they are, or something from coming back. */
    HOLDS,
    /** An operator's word goes before all others. */
    OVERRIDES
  }
}
