package dev.leeward.metrics;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Transport;
import dev.leeward.dns.Rcode;
import dev.leeward.listener.LatencyObserver;
import dev.leeward.metrics.ThreadCounts.Fate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Fates of packets, by transport and response code: each thread counts its own, and who scrapes
 * adds them up. Shared by all threads.
 */
final class AnswerCounters implements LatencyObserver {
  private static final Duration[] LATENCY_BUCKETS =
      LongStream.of(200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000)
          .mapToObj(Duration::ofNanos)
          .toArray(Duration[]::new);

  private final List<ThreadCounts> threads = new CopyOnWriteArrayList<>();
  private final Map<Transport, Timer> latencies = new EnumMap<>(Transport.class);
  private final MeterRegistry registry;

  AnswerCounters(MeterRegistry registry) {
    this.registry = registry;
    for (Transport transport : Transport.values()) {
      for (Rcode rcode : Rcode.values()) {
        register(
            "leeward.answers",
            "Answers sent",
            counts -> counts.of(transport, rcode),
            "transport",
            lowerCase(transport),
            "rcode",
            lowerCase(rcode));
      }
      register("leeward.answers.truncated", "Answers with TC", transport, Fate.TRUNCATED);
      register(
          "leeward.queries.malformed", "Packets answered with FORMERR", transport, Fate.MALFORMED);
      register(
          "leeward.queries.unsupported",
          "Packets answered with NOTIMP",
          transport,
          Fate.UNSUPPORTED);
      register(
          "leeward.packets.ignored", "Packets that were not answered", transport, Fate.IGNORED);
      register(
          "leeward.queries.failed",
          "Queries answered with SERVFAIL by a bug",
          transport,
          Fate.FAILED);
      latencies.put(transport, latency(transport));
    }
    // No stream is limited: the transport would say nothing.
    limited("truncated", Fate.LIMITED_TRUNCATED);
    limited("dropped", Fate.LIMITED_DROPPED);
  }

  /** For one thread that answers; what it counted stays when it ends. */
  AnswerObserver ofAnotherThread() {
    ThreadCounts counts = new ThreadCounts();
    threads.add(counts);
    return counts;
  }

  private void limited(String action, Fate fate) {
    register(
        "leeward.answers.limited",
        "Answers above the rate limit",
        counts -> counts.of(Transport.UDP, fate),
        "action",
        action);
  }

  private void register(String name, String description, Transport transport, Fate fate) {
    register(
        name, description, counts -> counts.of(transport, fate), "transport", lowerCase(transport));
  }

  private void register(
      String name, String description, ToLongFunction<ThreadCounts> count, String... tags) {
    FunctionCounter.builder(name, threads, all -> all.stream().mapToLong(count).sum())
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private Timer latency(Transport transport) {
    return Timer.builder("leeward.answer.duration")
        .description("From a query's octets to the answer's, of one answer in 128")
        .tags("transport", lowerCase(transport))
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void took(Transport transport, long nanos) {
    Timer timer = latencies.get(transport);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
