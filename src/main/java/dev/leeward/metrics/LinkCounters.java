package dev.leeward.metrics;

import dev.leeward.cluster.LinkChannel;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.cluster.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the peer link does, by configured peer and channel. Told by the link's threads. */
final class LinkCounters implements LinkObserver {
  private record Way(String peer, LinkChannel channel) {}

  private final MeterRegistry registry;
  private final Map<Way, AtomicInteger> standing = new ConcurrentHashMap<>();

  LinkCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  private Counter counter(String name, String description, String peer, LinkChannel channel) {
    return Counter.builder(name)
        .description(description)
        .tags("peer", peer, "channel", label(channel))
        .register(registry);
  }

  @Override
  public void sent(String peer, LinkChannel channel, int octets) {
    counter("leeward.link.sent.bytes", "Octets sent on the peer link", peer, channel)
        .increment(octets);
    counter("leeward.link.sent.frames", "Frames sent on the peer link", peer, channel).increment();
  }

  @Override
  public void received(String peer, LinkChannel channel, int octets) {
    counter("leeward.link.received.bytes", "Octets received on the peer link", peer, channel)
        .increment(octets);
    counter("leeward.link.received.frames", "Frames received on the peer link", peer, channel)
        .increment();
  }

  @Override
  public void dropped(String peer, LinkChannel channel) {
    counter(
            "leeward.link.dropped",
            "Ballots replaced by newer ones, entries given up",
            peer,
            channel)
        .increment();
  }

  @Override
  public void dialled(String peer, LinkChannel channel) {
    counter("leeward.link.dials", "Attempts to connect", peer, channel).increment();
  }

  @Override
  public void connected(String peer, LinkChannel channel) {
    counter("leeward.link.connects", "Connections that came to stand", peer, channel).increment();
    count(peer, channel, 1);
  }

  @Override
  public void disconnected(String peer, LinkChannel channel) {
    counter("leeward.link.disconnects", "Connections that ended", peer, channel).increment();
    count(peer, channel, -1);
  }

  private void count(String peer, LinkChannel channel, int change) {
    standing.computeIfAbsent(new Way(peer, channel), this::connectionsGauge).addAndGet(change);
  }

  private AtomicInteger connectionsGauge(Way way) {
    AtomicInteger connections = new AtomicInteger();
    Gauge.builder("leeward.link.connections", connections, AtomicInteger::get)
        .description("Connections that stand; one for each pair of the map's members in a tunnel")
        .tags("peer", way.peer(), "channel", label(way.channel()))
        .register(registry);
    return connections;
  }

  private static String label(LinkChannel channel) {
    return channel.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void refused(Refusal refusal) {
    Counter.builder("leeward.link.refused")
        .description("Connections refused or closed for what the other side did")
        .tag("reason", refusal.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
