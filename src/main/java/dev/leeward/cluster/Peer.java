package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured peer: its two connections, what waits for it and what there is to show. Owned by
 * the link's event loop; only the ballots' outbox and the status are for every thread.
 */
final class Peer {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final long LEDGER_OCTETS = 2L * LinkChannel.LEDGER.largestOctets();

  private volatile Instance instance;
  private final LinkObserver observer;
  private final InstantSource clock;
  private final BallotOutbox ballots = new BallotOutbox();
  private final LedgerOutbox ledger = new LedgerOutbox(LEDGER_OCTETS);
  private final Map<LinkChannel, LinkConnection> standing = new EnumMap<>(LinkChannel.class);
  private final Set<LinkChannel> dialling = EnumSet.noneOf(LinkChannel.class);
  private final ErrorsTold told = new ErrorsTold();
  private volatile PeerStatus status;

  Peer(Instance instance, LinkObserver observer, InstantSource clock) {
    this.instance = instance;
    this.observer = observer;
    this.clock = clock;
    this.status = new PeerStatus(instance.name(), false, null, 0, 0, 0, null);
  }

  Instance instance() {
    return instance;
  }

  /**
   * Takes the peer's new configuration when it stays where it is; keys may come and go, whether a
   * connection's is still accepted is the link's to ask.
   */
  boolean renew(Instance next) {
    if (!instance.linkAddress().equals(next.linkAddress())) {
      return false;
    }
    instance = next;
    return true;
  }

  PeerStatus status() {
    return status;
  }

  /** Any thread. */
  BallotOutbox.Offer offer(Function<BallotOutbox, BallotOutbox.Offer> how) {
    BallotOutbox.Offer offer = how.apply(ballots);
    if (offer == BallotOutbox.Offer.REPLACED) {
      observer.dropped(instance.name(), LinkChannel.BALLOTS);
    }
    return offer;
  }

  /** Entries for a peer that is not there are not kept: it gets the whole ledger when it comes. */
  void addLedger(byte[] entries) {
    int given = standing.containsKey(LinkChannel.LEDGER) ? ledger.add(entries) : 1;
    for (int i = 0; i < given; i++) {
      observer.dropped(instance.name(), LinkChannel.LEDGER);
    }
    flush(LinkChannel.LEDGER);
  }

  /** Dropped where there is no room at once: who asks without an answer goes on without. */
  void sendNotice(byte[] content) {
    LinkConnection connection = standing.get(LinkChannel.LEDGER);
    if (connection == null || !connection.hasRoom()) {
      observer.dropped(instance.name(), LinkChannel.LEDGER);
      return;
    }
    connection.sendNotice(content);
    observer.sent(instance.name(), LinkChannel.LEDGER, content.length);
    count(content.length, 0);
  }

  void flush(LinkChannel channel) {
    LinkConnection connection = standing.get(channel);
    while (connection != null && connection.hasRoom()) {
      byte[] next = next(channel);
      if (next == null) {
        return;
      }
      connection.send(channel, next);
      observer.sent(instance.name(), channel, next.length);
      count(next.length, 0);
    }
  }

  private byte @Nullable [] next(LinkChannel channel) {
    return switch (channel) {
      case BALLOTS -> ballots.take();
      case LEDGER -> ledger.take();
      case TUNNEL -> null;
    };
  }

  void received(LinkChannel channel, int octets) {
    observer.received(instance.name(), channel, octets);
    count(0, octets);
  }

  /** Whether it must be dialled; the caller then does it. */
  boolean beginDialling(LinkChannel channel) {
    if (standing.containsKey(channel) || !dialling.add(channel)) {
      return false;
    }
    observer.dialled(instance.name(), channel);
    return true;
  }

  void endDialling(LinkChannel channel) {
    dialling.remove(channel);
  }

  /**
   * The newest connection wins: the peer would not have made it if it still believed in the old.
   * Both begin anew then, so that a peer that came back unnoticed is told everything again.
   *
   * @return whether both connections stand by this one
   */
  boolean stands(LinkConnection connection, LinkChannel channel) {
    endDialling(channel);
    if (standing.containsKey(channel)) {
      for (LinkConnection old : List.copyOf(standing.values())) {
        old.close("replaced by a newer connection");
        closed(old);
      }
    }
    standing.put(channel, connection);
    observer.connected(instance.name(), channel);
    return standing.size() == LinkChannel.STANDING.size() && becomesConnected();
  }

  private boolean becomesConnected() {
    PeerStatus was = status;
    long reconnects = was.since() == null ? 0 : was.reconnects() + 1;
    status = with(was, true, clock.instant(), reconnects, null);
    told.begin();
    LOG.info("peer {}: connected", instance.name());
    return true;
  }

  void closed(LinkConnection connection) {
    LinkChannel channel = connection.channel();
    if (channel == null) {
      error(connection.closeReason());
      return;
    }
    if (!standing.remove(channel, connection)) {
      return;
    }
    observer.disconnected(instance.name(), channel);
    if (channel == LinkChannel.LEDGER) {
      ledger.clear();
    }
    if (!status.connected()) {
      error(connection.closeReason());
      return;
    }
    LOG.warn("peer {}: connected -> lost: {}", instance.name(), connection.closeReason());
    status = with(status, false, clock.instant(), status.reconnects(), connection.closeReason());
  }

  void error(String text) {
    if (told.isNew(text)) {
      LOG.warn("peer {}: no connection: {}", instance.name(), text);
    }
    if (!text.equals(status.lastError())) {
      status = with(status, status.connected(), status.since(), status.reconnects(), text);
    }
  }

  private void count(long sent, long received) {
    PeerStatus was = status;
    status =
        new PeerStatus(
            was.peer(),
            was.connected(),
            was.since(),
            was.octetsSent() + sent,
            was.octetsReceived() + received,
            was.reconnects(),
            was.lastError());
  }

  private static PeerStatus with(
      PeerStatus was,
      boolean connected,
      @Nullable Instant since,
      long reconnects,
      @Nullable String lastError) {
    return new PeerStatus(
        was.peer(),
        connected,
        since,
        was.octetsSent(),
        was.octetsReceived(),
        reconnects,
        lastError);
  }
}
