package dev.leeward.failover;

/**
 * A change that a safety rule does not let happen.
 *
 * @param region whose change it is
 * @param what in one line, without the rule's name
 */
public record Refusal(SafetyRule rule, String region, String what) {
  @Override
  public String toString() {
    return rule.word() + ": " + what;
  }
}
