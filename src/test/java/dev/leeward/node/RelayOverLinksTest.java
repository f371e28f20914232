package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Ed25519;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotObserver;
import dev.leeward.cluster.InstanceKey;
import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.cluster.LinkParts;
import dev.leeward.cluster.LinkSettings;
import dev.leeward.cluster.PeerInbox;
import dev.leeward.cluster.PeerLink;
import dev.leeward.scenario.Scenes;
import dev.leeward.topology.Instance;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three voters over real links, of which the one between a and c loses a direction. TLS and TCP
 * then lose the other too.
 */
@Timeout(120)
final class RelayOverLinksTest {
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final Duration EXPIRY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CLUSTER = "relay-dns";

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, InstanceKey> keys = new TreeMap<>();
  private final Map<String, InetSocketAddress> addresses = new TreeMap<>();
  private final Map<String, LinkedVoter> voters = new TreeMap<>();

  RelayOverLinksTest() {
    for (String name : List.of("a", "b", "c")) {
      keys.put(name, KeyFile.ephemeral(name));
      addresses.put(name, freeAddress());
    }
  }

  private static InetSocketAddress freeAddress() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Scenes.freePorts());
  }

  private List<Instance> instances(Map<String, InetSocketAddress> where) {
    return keys.entrySet().stream()
        .map(entry ->
            new Instance(
                entry.getKey(),
                "region",
                java.util.Objects.requireNonNull(where.get(entry.getKey())),
                List.of(entry.getValue().publicKeyBase64()),
                false))
        .toList();
  }

  private Electorate electorate() {
    return new Electorate(
        CLUSTER,
        instances(addresses).stream().map(one -> new Voter(one.name(), one.publicKeys())).toList(),
        2);
  }

  /** The voting of an instance without anything to vote on, on a thread of its own. */
  private final class LinkedVoter implements PeerInbox, BallotObserver, AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong throughAnother = new AtomicLong();
    private final PeerLink link;
    private final Voting voting;

    LinkedVoter(String name, Map<String, InetSocketAddress> where) {
      InstanceKey key = java.util.Objects.requireNonNull(keys.get(name));
      InetSocketAddress listen = java.util.Objects.requireNonNull(addresses.get(name));
      link =
          new PeerLink(
              new LinkSettings(CLUSTER, name, instances(where), listen, BEAT),
              new LinkParts(vertx, key, this, LinkObserver.NONE, InstantSource.system()));
      VotingIdentity identity =
          new VotingIdentity(
              name, 1, Ed25519.signer(key.privateKey()), new Ed25519(), BEAT, EXPIRY);
      voting = new Voting(identity, electorate(), link, LoopEvents.NONE, this);
      link.start().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
      thread.scheduleWithFixedDelay(this::turn, 0, 20, TimeUnit.MILLISECONDS);
    }

    private static Moment now() {
      return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    private void turn() {
      Moment now = now();
      voting.send(voting.draft(now, Ledger.EMPTY.digest(), false, List.of(), List.of()), now);
    }

    @Override
    public void ballot(String fromPeer, byte[] signedBallot) {
      thread.execute(() -> voting.receive(fromPeer, signedBallot, now()));
    }

    @Override
    public void ledger(String fromPeer, byte[] entries) {}

    @Override
    public void connected(String peer) {
      thread.execute(() -> voting.sendAgainTo(peer));
    }

    @Override
    public void cameThroughAnother(String voter) {
      throughAnother.incrementAndGet();
    }

    /** Asked on its thread. */
    private <T extends @Nullable Object> T ask(java.util.concurrent.Callable<T> question) {
      try {
        return thread.submit(question).get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    long newestOf(String voter) {
      return ask(() -> {
        SignedBallot newest = voting.box().newestOf(voter);
        return newest == null ? 0L : newest.ballot().number();
      });
    }

    boolean counts(String voter) {
      return ask(() ->
          voting.fresh(now()).stream()
              .map(SignedBallot::ballot)
              .map(Ballot::voter)
              .anyMatch(voter::equals));
    }

    boolean hearsAll() {
      return ask(() ->
          voting.box().fresh(electorate(), System.nanoTime()).size() == 3
              && voting
                  .draft(now(), Ledger.EMPTY.digest(), false, List.of(), List.of())
                  .echoes()
                  .stream()
                  .allMatch(echo -> echo.heard()));
    }

    @Override
    public void close() throws IOException {
      link.close();
      ExecutorService ending = thread;
      ending.shutdownNow();
    }
  }

  @AfterEach
  void close() throws IOException {
    for (LinkedVoter voter : voters.values()) {
      voter.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private LinkedVoter start(String name, Map<String, InetSocketAddress> where) {
    LinkedVoter voter = new LinkedVoter(name, where);
    voters.put(name, voter);
    return voter;
  }

  private static void eventually(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "still not: " + what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void ballotsGoRoundABrokenDirectionAndCountOnBothSides() {
    InetSocketAddress between = freeAddress();
    OneWayProxy proxy =
        new OneWayProxy(vertx, between, java.util.Objects.requireNonNull(addresses.get("c")));
    Map<String, InetSocketAddress> asSeenByA = new TreeMap<>(addresses);
    asSeenByA.put("c", between);
    LinkedVoter a = start("a", asSeenByA);
    LinkedVoter b = start("b", addresses);
    LinkedVoter c = start("c", addresses);
    eventually("all hear all", () -> a.hearsAll() && b.hearsAll() && c.hearsAll());

    proxy.breakOneDirection();
    long before = c.newestOf("a");
    long throughB = c.throughAnother.get();
    eventually(
        "a's ballots arrive at c through b",
        () -> c.newestOf("a") > before + 40 && c.throughAnother.get() > throughB + 20);
    eventually("c's arrive at a through b", () -> a.throughAnother.get() > 5);
    eventually("both count", () -> a.counts("c") && c.counts("a"));
    assertTrue(
        b.throughAnother.get() <= 4, "b hears both itself, but got " + b.throughAnother.get());
  }
}
