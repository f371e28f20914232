package dev.leeward.node;

import dev.leeward.agreement.Ledger;

/** Where the ledger is kept for the next start. Returns at once; the newest wins. */
interface LedgerStore {
  void keep(Ledger ledger);

  /** Both of them. */
  default LedgerStore and(LedgerStore other) {
    return ledger -> {
      keep(ledger);
      other.keep(ledger);
    };
  }
}
