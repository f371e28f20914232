package dev.leeward.metrics;

import dev.leeward.notification.NotificationObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of notices, by configured notification. Told by the desk's thread. */
final class NotificationMeters implements NotificationObserver {
  private final MeterRegistry registry;
  private final Map<String, AtomicLong> waiting = new ConcurrentHashMap<>();

  NotificationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(String notification, String outcome) {
    Counter.builder("leeward.notifications")
        .description("Notices that this instance ended, by what became of them")
        .tags("notification", notification, "outcome", outcome)
        .register(registry)
        .increment();
  }

  @Override
  public void failed(String notification) {
    Counter.builder("leeward.notifications.failures")
        .description("Attempts of this instance that failed and are made again")
        .tag("notification", notification)
        .register(registry)
        .increment();
  }

  @Override
  public void waiting(String notification, int count) {
    waiting.computeIfAbsent(notification, this::gauge).set(count);
  }

  private AtomicLong gauge(String notification) {
    AtomicLong count = new AtomicLong();
    Gauge.builder("leeward.notifications.waiting", count, AtomicLong::doubleValue)
        .description("Notices that nobody is known to have sent yet")
        .tag("notification", notification)
        .register(registry);
    return count;
  }
}
