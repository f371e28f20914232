package dev.leeward.node;

import dev.leeward.agreement.LedgerCodec;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.HazelcastStateMap;
import dev.leeward.cluster.InstanceKey;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.cluster.LinkParts;
import dev.leeward.cluster.LinkSettings;
import dev.leeward.cluster.PeerInbox;
import dev.leeward.cluster.PeerLink;
import dev.leeward.cluster.PeerStatus;
import dev.leeward.cluster.StateMap;
import dev.leeward.cluster.StateMapSettings;
import dev.leeward.config.Settings;
import dev.leeward.topology.Instance;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to the other instances: the link for what matters, the replicated map beside it. Whatever is sent goes into the map too, by
 * the map's own threads.
 */
final class Peers implements BallotExchange, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  private final String self;
  private final PeerLink link;
  private final StateMap map;

  private Peers(String self, PeerLink link, StateMap map) {
    this.self = self;
    this.link = link;
    this.map = map;
  }

  /** Binds the link; the map's member starts by itself, nobody waits for it. */
  static Peers start(Settings settings, InstanceKey key, LoopThread loop, LinkObserver observer, Vertx vertx) throws StartRefused {
    InetSocketAddress listen = Objects.requireNonNull(settings.link());
    LinkSettings linkSettings = new LinkSettings(settings.cluster(), settings.instance(), settings.instances(), listen, settings.agreement().beat());
    PeerLink link = new PeerLink(linkSettings, new LinkParts(vertx, key, new Posting(loop), observer, InstantSource.system()));
    try {
      link.start().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new StartRefused(String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
    }
    return new Peers(settings.instance(), link, map(settings, loop));
  }

  private static StateMap map(Settings settings, LoopThread loop) {
    if (!HazelcastStateMap.possible(settings.instances())) {
      log.info("state-map absent instance={} instances are on several hosts; the ledger travels on the peer link alone", settings.instance());
      return StateMap.NONE;
    }
    StateMapSettings mapSettings = new StateMapSettings(settings.cluster(), settings.instance(), settings.instances());
    return HazelcastStateMap.start(
        mapSettings,
        (entry, value) -> {
          if (entry.startsWith("ledger/")) {
            loop.post((owned, now) -> owned.onLedger(value, LedgerBook.Source.MAP, entry, now));
          }
        });
  }

  /** What comes over the link, to the loop's inbox. */
  private record Posting(LoopThread loop) implements PeerInbox {
    @Override
    public void ballot(String fromPeer, byte[] signedBallot) {
      loop.post((owned, now) -> owned.onBallot(signedBallot, now));
    }

    @Override
    public void ledger(String fromPeer, byte[] entries) {
      loop.post((owned, now) -> owned.onLedger(entries, LedgerBook.Source.LINK, fromPeer, now));
    }

    @Override
    public void connected(String peer) {
      loop.post((owned, now) -> owned.greet(peer));
    }
  }

  @Override
  public void sendBallot(byte[] signedBallot) {
    link.sendBallot(signedBallot);
    map.put("ballot/" + self, signedBallot);
  }

  @Override
  public void sendBallotTo(String peer, byte[] signedBallot) {
    link.sendBallotTo(peer, signedBallot);
  }

  /** One key an entry: the newest that anyone put is that of the highest term, or soon will be, and is verified anyway. */
  @Override
  public void sendLedger(byte[] entries) {
    link.sendLedger(entries);
    Objects.requireNonNullElse(LedgerCodec.read(entries), List.<dev.leeward.agreement.LedgerEntry>of())
        .forEach(entry -> map.put("ledger/" + entry.key(), LedgerCodec.write(List.of(entry))));
  }

  @Override
  public void sendLedgerTo(String peer, byte[] entries) {
    link.sendLedgerTo(peer, entries);
  }

  void instances(List<Instance> instances) {
    link.instances(instances);
  }

  List<PeerStatus> status() {
    return link.peers();
  }

  List<String> mapMembers() {
    return map.status().members();
  }

  @Nullable String mapError() {
    return map.status().lastError();
  }

  @Override
  public void close() {
    try {
      link.close();
    } catch (IOException e) {
      log.warn("link-close instance={} cause=\"{}\"", self, e.toString());
    }
    map.close();
  }
}
