package dev.leeward.metrics;

import dev.leeward.cluster.LinkChannel;
import dev.leeward.cluster.LinkObserver;
import dev.leeward.cluster.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What the peer link does, by configured peer and channel. Told by the link's threads. */
final class LinkCounters implements LinkObserver {
  private final MeterRegistry registry;

  LinkCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  private Counter counter(String name, String description, String peer, LinkChannel channel) {
    return Counter.builder(name)
        .description(description)
        .tags("peer", peer, "channel", channel.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public void sent(String peer, LinkChannel channel, int octets) {
    counter("leeward.link.sent.bytes", "Octets sent on the peer link", peer, channel)
        .increment(octets);
  }

  @Override
  public void received(String peer, LinkChannel channel, int octets) {
    counter("leeward.link.received.bytes", "Octets received on the peer link", peer, channel)
        .increment(octets);
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
  }

  @Override
  public void disconnected(String peer, LinkChannel channel) {
    counter("leeward.link.disconnects", "Connections that ended", peer, channel).increment();
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
