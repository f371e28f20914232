package dev.leeward.node;

import dev.leeward.agreement.Ledger;

/** Where the ledger is kept for the next start. Returns at once; the newest wins. */
interface LedgerStore {
  void keep(Ledger ledger);
}
