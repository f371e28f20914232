package dev.leeward.node;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Arrivals;
import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Hearsay;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This instance's ledger: what enters it, who hears of it, and that it is kept. Owned by the
 * decision loop.
 */
final class LedgerBook {
  /** Where entries came from. */
  enum Source {
    /** An authenticated peer over the link. */
    LINK,
    /**
     * The replicated map: who has no ledger yet takes nothing from it, or a forger could begin it
     * with an old outage.
     */
    MAP
  }

  private final String self;
  private final BallotExchange exchange;
  private final LedgerStore store;
  private final LoopEvents events;
  private final long beatNanos;
  private final Map<String, Moment> sentTo = new HashMap<>();
  private final Map<String, Digest> peers = new HashMap<>();
  private final ToldOnce told = new ToldOnce(1000);
  private Admission admission;
  private boolean settled;
  private Ledger ledger;
  private long refused;

  LedgerBook(
      String self,
      Ledger kept,
      Admission admission,
      BallotExchange exchange,
      LedgerStore store,
      LoopEvents events,
      long beatNanos) {
    this.self = self;
    this.ledger = kept;
    this.admission = admission;
    this.exchange = exchange;
    this.store = store;
    this.events = events;
    this.beatNanos = beatNanos;
  }

  Ledger ledger() {
    return ledger;
  }

  long refused() {
    return refused;
  }

  void admission(Admission next) {
    settled &= next.electorate().equals(admission.electorate());
    admission = next;
  }

  /**
   * Whether some peer is known to hold this very ledger, and it is not empty: what was kept on disk
   * may be from before a switch that the others made.
   */
  boolean isShared() {
    return !ledger.isEmpty() && peers.containsValue(ledger.digest());
  }

  void sendAllTo(String peer) {
    if (!ledger.isEmpty()) {
      exchange.sendLedgerTo(peer, LedgerCodec.write(ledger.entries()));
    }
  }

  /**
   * An entry made here, by a quorum of ballots or by this instance's operator: everybody hears of
   * it at once.
   */
  void enter(List<? extends LedgerEntry> made) {
    List<LedgerEntry> news = new ArrayList<>(made.stream().filter(ledger::wouldChangeBy).toList());
    if (!news.isEmpty()) {
      ledger = ledger.mergeAll(news);
      store.keep(ledger);
      exchange.sendLedger(LedgerCodec.write(news));
      news.forEach(events::entered);
    }
  }

  /**
   * Takes what came from elsewhere, entry by entry, as far as it can be verified. Who adopts an
   * entry sends it to all.
   */
  void receive(byte[] bytes, Source source, String from, List<SignedBallot> fresh) {
    List<LedgerEntry> entries = LedgerCodec.read(bytes);
    if (entries == null) {
      refused++;
      if (told.isNew(Digest.of(bytes))) {
        events.happened("ledger-refused", from, "octets that are no ledger");
      }
      return;
    }
    List<LedgerEntry> news = entries.stream().filter(ledger::wouldChangeBy).toList();
    if (news.isEmpty() || source == Source.MAP && ledger.isEmpty()) {
      return;
    }
    Set<String> carriers = source == Source.LINK ? admission.carriers(entries, fresh) : Set.of();
    boolean carried = admission.isQuorum(carriers);
    Arrivals arrivals = admission.into(ledger, new Hearsay(self, settled, carriers));
    List<LedgerEntry> admitted = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (LedgerEntry entry : news) {
      Admission.Outcome outcome =
          carried ? Admission.Outcome.ADMITTED : admission.admit(entry, arrivals);
      if (outcome == Admission.Outcome.ADMITTED) {
        admitted.add(entry);
        events.happened("adopted", entry.key(), describe(entry) + " from " + from);
      } else {
        refused++;
        if (told.isNew(entry.digest())) {
          refusals.add(entry.key() + " " + outcome);
        }
      }
    }
    tellOf(refusals, from);
    enter(admitted);
  }

  /** One line for all that came at once: 100,000 random entries must not fill the log. */
  private void tellOf(List<String> refusals, String from) {
    if (!refusals.isEmpty()) {
      String others = refusals.size() == 1 ? "" : ", and " + (refusals.size() - 1) + " others";
      events.happened("ledger-refused", from, refusals.getFirst() + others);
    }
  }

  private static String describe(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> "term " + decided.decision().term();
      case LedgerEntry.Overridden overridden ->
          (overridden.override().active() ? "accepted by " : "released by ")
              + overridden.instance();
    };
  }

  /** Ballots that count now: do they come from an electorate that no longer grows? */
  void heard(List<SignedBallot> fresh) {
    settled = settled || admission.isRunByQuorum(fresh);
  }

  /** When a peer's ledger differs both send theirs: at once, then every beat until they agree. */
  void compareWith(Ballot peer, Moment now) {
    peers.put(peer.voter(), peer.ledger());
    if (peer.ledger().equals(ledger.digest())) {
      sentTo.remove(peer.voter());
      return;
    }
    Moment last = sentTo.get(peer.voter());
    if (!ledger.isEmpty() && (last == null || now.nanosSince(last) >= beatNanos)) {
      sentTo.put(peer.voter(), now);
      exchange.sendLedgerTo(peer.voter(), LedgerCodec.write(ledger.entries()));
    }
  }
}
