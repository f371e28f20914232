package dev.leeward.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code notifications}.
 *
 * @param caFile PEM file with the authorities that its server's certificate may be from; null:
 *     those of the Java runtime
 * @param events empty for all
 * @param services empty for all
 * @param regions empty for all
 * @param giveUpAfter how old a notice may be
 */
public record NotificationSettings(
    String name,
    Destination destination,
    @Nullable Path caFile,
    Set<NoticeKind> events,
    Set<String> services,
    Set<String> regions,
    Duration giveUpAfter) {
  private static final int MOST_AT_ONCE = 50;

  public NotificationSettings {
    events = Set.copyOf(events);
    services = Set.copyOf(services);
    regions = Set.copyOf(regions);
  }

  /** What is about all services or regions is about each of them. */
  boolean wants(Notice notice) {
    boolean isOfService =
        services.isEmpty() || notice.service() == null || services.contains(notice.service());
    boolean isOfRegion =
        regions.isEmpty()
            || notice.regions().isEmpty()
            || notice.regions().stream().anyMatch(regions::contains);
    return (events.isEmpty() || events.contains(notice.kind())) && isOfService && isOfRegion;
  }

  /** A lost region of 500 services is one message, but for who counts incidents. */
  int mostAtOnce() {
    return isOfIncidents() ? 1 : MOST_AT_ONCE;
  }

  /** Whether only the newest notice of a service matters. */
  boolean isOfIncidents() {
    return destination instanceof Destination.PagerDuty;
  }

  /** Whether the newer one makes the older one pointless. */
  boolean supersedes(Notice newer, Notice older) {
    return isOfIncidents() && newer.service() != null && newer.service().equals(older.service());
  }
}
