package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct link to every peer: mutual TLS with pinned keys, one connection for ballots and one
 * for the ledger per pair. Every method may be called by any thread and none waits, but {@link
 * #close}; the connections belong to one event loop.
 */
public final class PeerLink implements BallotExchange, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final LinkParts parts;
  private final LinkLoop loop;
  private final CompletableFuture<String> deployment = new CompletableFuture<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  public PeerLink(LinkSettings settings, LinkParts parts) {
    this.parts = parts;
    this.loop = new LinkLoop(settings, parts);
  }

  /** Binds and begins to dial; fails with a {@link LinkBindFailure}. */
  public CompletionStage<Void> start() {
    Future<String> deployed = parts.vertx().deployVerticle(loop);
    deployed.onSuccess(deployment::complete).onFailure(deployment::completeExceptionally);
    return deployed.<Void>mapEmpty().toCompletionStage();
  }

  /** Where it listens, after the start. */
  public int port() {
    return loop.port();
  }

  /** Takes another electorate, as a reload gives it; connections that still fit stay. */
  public void instances(List<Instance> instances) {
    later(() -> loop.instances(instances));
  }

  /**
   * Carries the map's members' connections from now on, where these routes say; again after the
   * instances changed. Fails with a {@link LinkBindFailure} when an address cannot be had.
   */
  public CompletionStage<Void> openTunnels(MapRoutes routes) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    @Nullable Context context = loop.ownContext();
    if (context == null) {
      opened.completeExceptionally(new IllegalStateException("the peer link does not run"));
    } else {
      context.runOnContext(_ ->
          loop.openTunnels(routes)
              .onSuccess(opened::complete)
              .onFailure(opened::completeExceptionally));
    }
    return opened;
  }

  public void closeTunnels() {
    later(loop::closeTunnels);
  }

  @Override
  public void sendBallot(byte[] signedBallot) {
    loop.peers()
        .values()
        .forEach(peer -> ballot(peer, signedBallot, waiting -> waiting.offer(signedBallot)));
  }

  @Override
  public void sendBallotTo(String peer, byte[] signedBallot) {
    Peer known = loop.peers().get(peer);
    if (known != null) {
      ballot(known, signedBallot, waiting -> waiting.offerDirected(signedBallot));
    }
  }

  @Override
  public void passOn(String peer, String voter, byte[] signedBallot) {
    Peer known = loop.peers().get(peer);
    if (known != null) {
      ballot(known, signedBallot, waiting -> waiting.offerOf(voter, signedBallot));
    }
  }

  private void ballot(
      Peer peer, byte[] signedBallot, Function<BallotOutbox, BallotOutbox.Offer> how) {
    if (fits(LinkChannel.BALLOTS, signedBallot, peer)
        && peer.offer(how) == BallotOutbox.Offer.FIRST) {
      later(() -> peer.flush(LinkChannel.BALLOTS));
    }
  }

  @Override
  public void sendLedger(byte[] entries) {
    loop.peers().values().forEach(peer -> ledger(peer, entries));
  }

  @Override
  public void sendLedgerTo(String peer, byte[] entries) {
    Peer known = loop.peers().get(peer);
    if (known != null) {
      ledger(known, entries);
    }
  }

  private void ledger(Peer peer, byte[] entries) {
    if (fits(LinkChannel.LEDGER, entries, peer)) {
      later(() -> peer.addLedger(entries));
    }
  }

  /** Something that decides nothing; it may get lost. */
  public void sendNotice(String peer, byte[] content) {
    Peer known = loop.peers().get(peer);
    if (known != null && fits(LinkChannel.LEDGER, content, known)) {
      later(() -> known.sendNotice(content));
    }
  }

  /** What the peer would refuse does not leave. */
  private boolean fits(LinkChannel channel, byte[] content, Peer peer) {
    if (content.length <= channel.largestOctets()) {
      return true;
    }
    String name = peer.instance().name();
    LOG.error("peer {}: {} octets do not fit on the link for {}", name, content.length, channel);
    parts.observer().dropped(name, channel);
    return false;
  }

  /** Every peer as its link is now, by name. */
  public List<PeerStatus> peers() {
    return loop.peers().values().stream()
        .map(Peer::status)
        .sorted(Comparator.comparing(PeerStatus::peer))
        .toList();
  }

  /** How many connections were refused since the start. */
  public long refusals() {
    return loop.refusals();
  }

  /** Completes when the loop of the connections has done what was to be done before. */
  public CompletionStage<Void> turn() {
    CompletableFuture<Void> turned = new CompletableFuture<>();
    @Nullable Context context = loop.ownContext();
    if (context == null) {
      turned.completeExceptionally(new IllegalStateException("the peer link does not run"));
    } else {
      context.runOnContext(_ -> turned.complete(null));
    }
    return turned;
  }

  private void later(Runnable action) {
    @Nullable Context context = loop.ownContext();
    if (context != null) {
      context.runOnContext(_ -> action.run());
    }
  }

  /** Stops listening and closes every connection; without a start, or again, it does nothing. */
  public CompletionStage<Void> stop() {
    if (!deployment.isDone() || deployment.isCompletedExceptionally() || stopped.getAndSet(true)) {
      return CompletableFuture.completedFuture(null);
    }
    return deployment.thenCompose(id -> parts.vertx().undeploy(id).toCompletionStage());
  }

  /** {@link #stop} and wait for it, five seconds at most; never on an event loop. */
  @Override
  public void close() throws IOException {
    try {
      stop().toCompletableFuture().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the peer link did not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
