package dev.leeward.metrics;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Transport;
import dev.leeward.dns.Rcode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Fates of packets, by transport and response code. Any thread may count; adders keep threads out
 * of each other's way.
 */
final class AnswerCounters implements AnswerObserver {
  private final Map<Transport, Map<Rcode, LongAdder>> answered = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> truncated = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> malformed = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> unsupported = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> ignored = new EnumMap<>(Transport.class);
  private final Map<Transport, LongAdder> failed = new EnumMap<>(Transport.class);
  private final LongAdder limitedTruncated;
  private final LongAdder limitedDropped;

  AnswerCounters(MeterRegistry registry) {
    for (Transport transport : Transport.values()) {
      String name = transport.name().toLowerCase(Locale.ROOT);
      Map<Rcode, LongAdder> byCode = new EnumMap<>(Rcode.class);
      for (Rcode rcode : Rcode.values()) {
        LongAdder adder = new LongAdder();
        byCode.put(rcode, adder);
        FunctionCounter.builder("leeward.answers", adder, LongAdder::sum)
            .description("Answers sent")
            .tags("transport", name, "rcode", rcode.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
      answered.put(transport, byCode);
      truncated.put(
          transport, counter(registry, "leeward.answers.truncated", "Answers with TC", name));
      malformed.put(
          transport,
          counter(registry, "leeward.queries.malformed", "Packets answered with FORMERR", name));
      unsupported.put(
          transport,
          counter(registry, "leeward.queries.unsupported", "Packets answered with NOTIMP", name));
      ignored.put(
          transport,
          counter(registry, "leeward.packets.ignored", "Packets that were not answered", name));
      failed.put(
          transport,
          counter(
              registry, "leeward.queries.failed", "Queries answered with SERVFAIL by a bug", name));
    }
    limitedTruncated = limited(registry, "truncated");
    limitedDropped = limited(registry, "dropped");
  }

  private static LongAdder limited(MeterRegistry registry, String action) {
    LongAdder adder = new LongAdder();
    FunctionCounter.builder("leeward.answers.limited", adder, LongAdder::sum)
        .description("Answers above the rate limit")
        .tags("action", action)
        .register(registry);
    return adder;
  }

  private static LongAdder counter(
      MeterRegistry registry, String name, String description, String transport) {
    LongAdder adder = new LongAdder();
    FunctionCounter.builder(name, adder, LongAdder::sum)
        .description(description)
        .tags("transport", transport)
        .register(registry);
    return adder;
  }

  private static void count(Map<Transport, LongAdder> counters, Transport transport) {
    LongAdder adder = counters.get(transport);
    if (adder != null) {
      adder.increment();
    }
  }

  @Override
  public void answered(Transport transport, Rcode rcode, boolean cut) {
    LongAdder adder = answered.getOrDefault(transport, Map.of()).get(rcode);
    if (adder != null) {
      adder.increment();
    }
    if (cut) {
      count(truncated, transport);
    }
  }

  @Override
  public void malformed(Transport transport) {
    count(malformed, transport);
  }

  @Override
  public void unsupported(Transport transport) {
    count(unsupported, transport);
  }

  @Override
  public void ignored(Transport transport) {
    count(ignored, transport);
  }

  @Override
  public void limited(Transport transport, boolean sentTruncated) {
    (sentTruncated ? limitedTruncated : limitedDropped).increment();
  }

  @Override
  public void failed(Transport transport) {
    count(failed, transport);
  }
}
