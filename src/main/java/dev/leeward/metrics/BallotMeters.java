package dev.leeward.metrics;

import dev.leeward.cluster.BallotObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the others' ballots prove, by configured voter. Told by the decision loop's thread. */
final class BallotMeters implements BallotObserver {
  private final MeterRegistry registry;
  private final LongSupplier nanoTime;

  /** When mine was sent that the voter's newest ballot echoes. */
  private final Map<String, AtomicLong> provenNanos = new ConcurrentHashMap<>();

  BallotMeters(MeterRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  @Override
  public void echoed(String voter, Duration age, boolean isFirst) {
    provenNanos.computeIfAbsent(voter, this::ageGauge).set(nanoTime.getAsLong() - age.toNanos());
    if (isFirst) {
      Timer.builder("leeward.ballot.round.trip")
          .description("From a ballot of mine to the voter's first that echoes it")
          .tag("voter", voter)
          .register(registry)
          .record(age);
    }
  }

  private AtomicLong ageGauge(String voter) {
    AtomicLong proven = new AtomicLong();
    Gauge.builder(
            "leeward.ballot.age.seconds",
            () -> (nanoTime.getAsLong() - proven.get()) / (double) Duration.ofSeconds(1).toNanos())
        .description("Since the ballot of mine that the voter's newest echoes was sent")
        .tag("voter", voter)
        .register(registry);
    return proven;
  }

  @Override
  public void cameThroughAnother(String voter) {
    Counter.builder("leeward.ballots.through.others")
        .description("New ballots of the voter that another voter passed on")
        .tag("voter", voter)
        .register(registry)
        .increment();
  }

  @Override
  public void passedOn(String peer, String voter) {
    Counter.builder("leeward.ballots.passed.on")
        .description("Ballots passed on to the peer because it does not hear their voter")
        .tags("peer", peer, "voter", voter)
        .register(registry)
        .increment();
  }
}
