package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.HazelcastStateMap;
import dev.leeward.cluster.InstanceKey;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.cluster.LinkParts;
import dev.leeward.cluster.LinkSettings;
import dev.leeward.cluster.MapRoutes;
import dev.leeward.cluster.PeerInbox;
import dev.leeward.cluster.PeerLink;
import dev.leeward.cluster.PeerStatus;
import dev.leeward.cluster.StateMap;
import dev.leeward.cluster.StateMapSettings;
import dev.leeward.config.Settings;
import dev.leeward.notification.Others;
import dev.leeward.topology.Instance;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to the other instances: the link for what matters, the replicated map beside it.
 * Whatever is sent goes into the map too, by the map's own threads.
 */
final class Peers implements BallotExchange, LedgerStore, Others, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  private final String cluster;
  private final String self;
  private final PeerLink link;

  /** Started once DNS is answered, from the thread that starts the instance. */
  private volatile StateMap map = StateMap.NONE;

  private Peers(Settings settings, PeerLink link) {
    this.cluster = settings.cluster();
    this.self = settings.instance();
    this.link = link;
  }

  /** Binds the link. */
  static Peers start(
      Settings settings,
      InstanceKey key,
      LoopThread loop,
      BiConsumer<String, byte[]> notices,
      LinkObserver observer,
      Vertx vertx)
      throws StartRefused {
    InetSocketAddress listen = Objects.requireNonNull(settings.link());
    LinkSettings linkSettings =
        new LinkSettings(
            settings.cluster(),
            settings.instance(),
            settings.instances(),
            listen,
            settings.agreement().beat());
    PeerLink link =
        new PeerLink(
            linkSettings,
            new LinkParts(
                vertx, key, new Posting(loop, notices), observer, InstantSource.system()));
    try {
      link.start().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new StartRefused(cause(e));
    }
    return new Peers(settings, link);
  }

  /**
   * Joins the replicated map, or goes without it where it cannot be: nothing that decides needs it.
   * Its member takes a second of processor time to start, which the links' first handshakes and the
   * first answers need more.
   */
  void joinMap(Settings settings, LoopThread loop) {
    Optional<String> obstacle = MapRoutes.obstacle(settings.cluster(), settings.instances());
    if (obstacle.isPresent()) {
      goWithoutMap(obstacle.get());
      return;
    }
    MapRoutes routes = MapRoutes.of(settings.cluster(), settings.instance(), settings.instances());
    try {
      link.openTunnels(routes).toCompletableFuture().join();
    } catch (CompletionException e) {
      link.closeTunnels();
      goWithoutMap(cause(e));
      return;
    }
    map =
        HazelcastStateMap.start(
            new StateMapSettings(settings.cluster(), routes),
            (entry, value) -> {
              if (entry.startsWith("ledger/")) {
                loop.post((owned, now) -> owned.onLedger(value, LedgerBook.Source.MAP, entry, now));
              }
            });
    loop.post((owned, now) -> keep(owned.ledger()));
  }

  private void goWithoutMap(String why) {
    log.warn(
        "state-map absent instance={} cause=\"{}\"; the ledger travels on the peer link alone",
        self,
        why);
  }

  private static String cause(CompletionException e) {
    return String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
  }

  /** What comes over the link, to the loop's inbox. */
  private record Posting(LoopThread loop, BiConsumer<String, byte[]> notices) implements PeerInbox {
    @Override
    public void ballot(String fromPeer, byte[] signedBallot) {
      loop.post((owned, now) -> owned.onBallot(fromPeer, signedBallot, now));
    }

    @Override
    public void ledger(String fromPeer, byte[] entries) {
      loop.post((owned, now) -> owned.onLedger(entries, LedgerBook.Source.LINK, fromPeer, now));
    }

    @Override
    public void notice(String fromPeer, byte[] content) {
      notices.accept(fromPeer, content);
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

  @Override
  public void passOn(String peer, String voter, byte[] signedBallot) {
    link.passOn(peer, voter, signedBallot);
  }

  @Override
  public void sendLedger(byte[] entries) {
    link.sendLedger(entries);
  }

  /**
   * The whole ledger under this instance's own key: one writer a key, so that no old value can come
   * back.
   */
  @Override
  public void keep(Ledger ledger) {
    map.put("ledger/" + self, LedgerCodec.write(ledger.entries()));
  }

  @Override
  public void sendLedgerTo(String peer, byte[] entries) {
    link.sendLedgerTo(peer, entries);
  }

  void instances(List<Instance> instances) {
    link.instances(instances);
    if (map != StateMap.NONE && MapRoutes.obstacle(cluster, instances).isEmpty()) {
      link.openTunnels(MapRoutes.of(cluster, self, instances))
          .exceptionally(e -> {
            log.warn("state-map instance={} cause=\"{}\"", self, e.getMessage());
            return null;
          });
    }
  }

  @Override
  public List<String> connected() {
    return link.peers().stream().filter(PeerStatus::connected).map(PeerStatus::peer).toList();
  }

  @Override
  public List<String> all() {
    return link.peers().stream().map(PeerStatus::peer).toList();
  }

  @Override
  public void send(String peer, byte[] message) {
    link.sendNotice(peer, message);
  }

  /** After a turn of the link's loop: what had come by now is posted to the decision loop. */
  CompletionStage<Void> turn() {
    return link.turn();
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

  /** The map first: its member says goodbye through the link. */
  @Override
  public void close() {
    map.close();
    try {
      link.close();
    } catch (IOException e) {
      log.warn("link-close instance={} cause=\"{}\"", self, e.toString());
    }
  }
}
