package dev.leeward.config;

import dev.leeward.agreement.AgreementSettings;
import dev.leeward.availability.AvailabilitySettings;
import dev.leeward.control.ApiSettings;
import dev.leeward.dns.Name;
import dev.leeward.failover.DrillSchedule;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.ProbeSettings;
import dev.leeward.health.Secret;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.notification.NotificationSettings;
import dev.leeward.querylog.QueryLogSettings;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.topology.Instance;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One instance's configuration, valid by itself; paths are absolute.
 *
 * @param instance which of the instances this is
 * @param link where the peer link binds; null without peers
 * @param maxShrink the share of its records, 0 to 1, that a zone may lose in a reload
 * @param instances the electorate; empty for a single instance
 * @param privateKeyFile null for a single instance
 * @param checks by name
 * @param recoveryObjectives by the names of the services that have one
 * @param drills that are begun by themselves
 * @param queryLog null when queries are not logged
 * @param availability null when nobody is asked
 * @param otlp null when metrics are only scraped
 * @param ownCookieSecret whether cookies are to be made with a secret of this process's own
 */
public record Settings(
    Path file,
    String instance,
    String cluster,
    ListenerSettings dns,
    ApiSettings api,
    @Nullable InetSocketAddress link,
    Path stateDirectory,
    @Nullable Path privateKeyFile,
    List<ZoneFile> zones,
    double maxShrink,
    List<Instance> instances,
    List<Region> regions,
    Map<String, CheckSettings> checks,
    List<Service> services,
    Map<String, Duration> recoveryObjectives,
    List<DrillSchedule> drills,
    AgreementSettings agreement,
    AnswerSettings answers,
    boolean ownCookieSecret,
    LogSettings log,
    @Nullable QueryLogSettings queryLog,
    EventSettings events,
    List<NotificationSettings> notifications,
    ProbeSettings probes,
    @Nullable AvailabilitySettings availability,
    @Nullable OtlpSettings otlp) {
  /** A zone and its master file. */
  public record ZoneFile(Name origin, Path file) {}

  /**
   * How the log looks.
   *
   * @param levels by logger, for those that differ
   */
  public record LogSettings(String level, boolean json, Map<String, String> levels) {
    public LogSettings {
      levels = Map.copyOf(levels);
    }
  }

  /** Where metrics are pushed to. */
  public record OtlpSettings(
      String url, Duration interval, Duration timeout, Map<String, Secret> headers) {
    public OtlpSettings {
      headers = Map.copyOf(headers);
    }

    /** For the receiver's eyes only. */
    public Map<String, String> revealedHeaders() {
      return headers.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().reveal()));
    }
  }

  /**
   * How much of the timeline is kept.
   *
   * @param maxOctets of one file
   * @param keep how many files
   */
  public record EventSettings(long maxOctets, int keep) {}

  public Settings {
    zones = List.copyOf(zones);
    instances = List.copyOf(instances);
    regions = List.copyOf(regions);
    checks = Map.copyOf(checks);
    services = List.copyOf(services);
    notifications = List.copyOf(notifications);
    recoveryObjectives = Map.copyOf(recoveryObjectives);
    drills = List.copyOf(drills);
  }

  /** Whether nobody else votes. */
  public boolean isSingle() {
    return instances.size() < 2;
  }

  public Optional<Instance> self() {
    return instances.stream().filter(each -> each.name().equals(instance)).findFirst();
  }

  /** Whether this instance votes and serves no DNS. */
  public boolean isWitness() {
    return self().filter(Instance::isWitness).isPresent();
  }

  /** All names of all services, in the order in which steering lists them. */
  public List<Name> steeredNames() {
    return services.stream().flatMap(service -> service.names().stream()).toList();
  }
}
