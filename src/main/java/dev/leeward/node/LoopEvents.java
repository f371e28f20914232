package dev.leeward.node;

/**
 * What the decision loop tells: changes, not repetitions. Called by the decision loop; must not
 * block.
 */
public interface LoopEvents {
  LoopEvents NONE = (kind, subject, text) -> {};

  /**
   * @param kind in kebab-case, as {@code decided}
   * @param subject the service, voter or region it is about
   * @param text from what to what, and why
   */
  void happened(String kind, String subject, String text);
}
