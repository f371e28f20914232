package dev.leeward.cluster;

import dev.leeward.scenario.Scenes;
import dev.leeward.topology.Instance;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Instances with keys and addresses on loopback, and the links that run. Owned by the test. */
final class LinkedInstances implements AutoCloseable {
  static final Duration BEAT = Duration.ofMillis(100);
  static final String CLUSTER = "test-dns";

  final Vertx vertx = Vertx.vertx();
  final Map<String, InstanceKey> keys = new LinkedHashMap<>();
  private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
  private final List<PeerLink> links = new ArrayList<>();

  LinkedInstances(String... names) {
    for (String name : names) {
      keys.put(name, KeyFile.ephemeral(name));
      addresses.put(name, freeAddress());
    }
  }

  static InetSocketAddress freeAddress() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Scenes.freePorts());
  }

  List<Instance> electorate() {
    return keys.entrySet().stream()
        .map(entry -> instance(entry.getKey(), entry.getValue()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  Instance instance(String name, InstanceKey key) {
    return new Instance(name, "region", address(name), List.of(key.publicKeyBase64()), false);
  }

  InetSocketAddress address(String name) {
    InetSocketAddress address = addresses.get(name);
    if (address == null) {
      throw new IllegalArgumentException(name);
    }
    return address;
  }

  InstanceKey key(String name) {
    InstanceKey key = keys.get(name);
    if (key == null) {
      throw new IllegalArgumentException(name);
    }
    return key;
  }

  LinkSettings settings(String name) {
    return new LinkSettings(CLUSTER, name, electorate(), address(name), BEAT);
  }

  Running start(String name) {
    return start(settings(name), key(name));
  }

  Running start(LinkSettings settings, InstanceKey key) {
    Inbox inbox = new Inbox();
    Observer observer = new Observer();
    PeerLink link =
        new PeerLink(settings, new LinkParts(vertx, key, inbox, observer, InstantSource.system()));
    links.add(link);
    link.start().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    return new Running(link, inbox, observer);
  }

  @Override
  public void close() throws IOException {
    for (PeerLink link : links) {
      link.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  record Running(PeerLink link, Inbox inbox, Observer observer) {
    PeerStatus peer(String name) {
      return link.peers().stream()
          .filter(peer -> peer.peer().equals(name))
          .findFirst()
          .orElseThrow();
    }

    void awaitConnected(String... peers) {
      for (String peer : peers) {
        Eventually.becomes("connected to " + peer, () -> peer(peer).connected());
      }
    }

    void awaitReceived(String text) {
      Eventually.becomes("received " + text, () -> inbox.received.contains(text));
    }

    void awaitRefused(Refusal refusal) {
      Eventually.becomes("refused: " + refusal, () -> observer.refused.contains(refusal));
    }
  }

  /** Written by the link's thread, read by the test. */
  static final class Inbox implements PeerInbox {
    final Queue<String> received = new ConcurrentLinkedQueue<>();
    final Queue<String> connected = new ConcurrentLinkedQueue<>();

    @Override
    public void ballot(String fromPeer, byte[] signedBallot) {
      received.add("ballot of " + fromPeer + ": " + text(signedBallot));
    }

    @Override
    public void ledger(String fromPeer, byte[] entries) {
      received.add("ledger of " + fromPeer + ": " + text(entries));
    }

    private static String text(byte[] octets) {
      return octets.length > 100
          ? octets.length + " octets"
          : new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public void connected(String peer) {
      connected.add(peer);
    }
  }

  /** Written by the link's thread, read by the test. */
  static final class Observer implements LinkObserver {
    final Queue<Refusal> refused = new ConcurrentLinkedQueue<>();
    final Queue<LinkChannel> disconnected = new ConcurrentLinkedQueue<>();
    final AtomicInteger tunnels = new AtomicInteger();
    final AtomicLong tunnelOctets = new AtomicLong();

    @Override
    public void connected(String peer, LinkChannel channel) {
      if (channel == LinkChannel.TUNNEL) {
        tunnels.incrementAndGet();
      }
    }

    @Override
    public void disconnected(String peer, LinkChannel channel) {
      disconnected.add(channel);
      if (channel == LinkChannel.TUNNEL) {
        tunnels.decrementAndGet();
      }
    }

    @Override
    public void received(String peer, LinkChannel channel, int octets) {
      if (channel == LinkChannel.TUNNEL) {
        tunnelOctets.addAndGet(octets);
      }
    }

    @Override
    public void refused(Refusal refusal) {
      refused.add(refusal);
    }
  }
}
