package dev.leeward.metrics;

import dev.leeward.answer.Transport;
import dev.leeward.listener.ConnectionObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** TCP and TLS connections: how many are open, and why they ended. Any thread may count. */
final class ConnectionCounters implements ConnectionObserver {
  private final Map<Transport, LongAdder> open = new EnumMap<>(Transport.class);
  private final Map<Transport, Map<End, LongAdder>> closed = new EnumMap<>(Transport.class);

  ConnectionCounters(MeterRegistry registry) {
    for (Transport transport : List.of(Transport.TCP, Transport.TLS)) {
      String name = transport.name().toLowerCase(Locale.ROOT);
      LongAdder now = new LongAdder();
      open.put(transport, now);
      Gauge.builder("leeward.connections.open", now, LongAdder::sum)
          .description("Connections that are open")
          .tags("transport", name)
          .register(registry);
      Map<End, LongAdder> byEnd = new EnumMap<>(End.class);
      for (End end : End.values()) {
        LongAdder adder = new LongAdder();
        byEnd.put(end, adder);
        FunctionCounter.builder("leeward.connections.closed", adder, LongAdder::sum)
            .description("Connections that ended, by the reason")
            .tags("transport", name, "reason", end.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
      closed.put(transport, byEnd);
    }
  }

  @Override
  public void opened(Transport transport) {
    LongAdder now = open.get(transport);
    if (now != null) {
      now.increment();
    }
  }

  @Override
  public void closed(Transport transport, End end) {
    LongAdder now = open.get(transport);
    LongAdder byEnd = closed.getOrDefault(transport, Map.of()).get(end);
    if (now != null && byEnd != null) {
      now.decrement();
      byEnd.increment();
    }
  }
}
