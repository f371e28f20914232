package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;

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

  /** Just before {@link #entered}: it was made elsewhere, and this instance only learns it. */
  default void adopted(LedgerEntry entry) {}

  /** An entry came into this instance's ledger, made here or elsewhere. */
  default void entered(LedgerEntry entry) {}

  /** Tells both. */
  default LoopEvents and(LoopEvents other) {
    LoopEvents self = this;
    return new LoopEvents() {
      @Override
      public void happened(String kind, String subject, String text) {
        self.happened(kind, subject, text);
        other.happened(kind, subject, text);
      }

      @Override
      public void adopted(LedgerEntry entry) {
        self.adopted(entry);
        other.adopted(entry);
      }

      @Override
      public void entered(LedgerEntry entry) {
        self.entered(entry);
        other.entered(entry);
      }
    };
  }
}
