package dev.leeward.node;

import dev.leeward.config.EveryInstance;
import dev.leeward.config.Settings;
import dev.leeward.control.RunbookView;
import dev.leeward.control.RunbookView.InstanceFacts;
import dev.leeward.control.RunbookView.RegionFacts;
import dev.leeward.control.RunbookView.ServiceFacts;
import dev.leeward.control.RunbookView.ZoneFacts;
import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.HeartbeatCheck;
import dev.leeward.listener.TlsSettings;
import dev.leeward.notification.NotificationSettings;
import dev.leeward.topology.Instance;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Topology;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a runbook says of one cluster, from its configuration and zones. */
record RunbookFacts(Settings settings, Topology topology, ZoneSet zones) {

  RunbookView view(Map<String, String> environment) {
    Map<String, Settings> all = EveryInstance.read(settings, environment);
    return new RunbookView(
        settings.cluster(),
        settings.file().toAbsolutePath().toString(),
        settings.isSingle() ? 1 : settings.agreement().quorum(),
        settings.agreement().ballotExpiry(),
        all.entrySet().stream().map(each -> instance(each.getKey(), each.getValue())).toList(),
        settings.zones().stream().flatMap(this::zone).toList(),
        topology.services().stream().map(this::service).toList(),
        settings.checks().values().stream()
            .filter(check -> check.type() instanceof HeartbeatCheck)
            .map(CheckSettings::name)
            .sorted()
            .toList(),
        settings.notifications().stream().map(NotificationSettings::name).sorted().toList());
  }

  private InstanceFacts instance(String name, Settings own) {
    Instance instance =
        settings.instances().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(null);
    InetSocketAddress link = instance == null ? null : instance.linkAddress();
    boolean witness = instance != null && instance.isWitness();
    InetSocketAddress dns =
        own.dns().addresses().isEmpty() ? null : own.dns().addresses().getFirst();
    TlsSettings tls = own.dns().tls();
    Path tokens = own.api().tokenFile();
    TlsSettings apiTls = own.api().tls();
    return new InstanceFacts(
        name,
        instance == null ? null : instance.region(),
        witness,
        link == null ? null : link.getAddress().getHostAddress(),
        witness || dns == null ? null : reachable(dns, link),
        dns == null ? 0 : dns.getPort(),
        text(own.api().address()),
        link == null ? null : text(link),
        own.stateDirectory().toString(),
        own.privateKeyFile() == null ? null : own.privateKeyFile().toString(),
        tls == null ? null : tls.certificateFile().toString(),
        tokens == null ? null : tokens.toString(),
        apiTls == null ? null : apiTls.certificateFile().toString());
  }

  /** "Every address" is none to ask: its link's is one of them. */
  private static String reachable(InetSocketAddress dns, @Nullable InetSocketAddress link) {
    InetAddress address = dns.getAddress();
    if (address != null && !address.isAnyLocalAddress()) {
      return address.getHostAddress();
    }
    return link == null ? "127.0.0.1" : link.getAddress().getHostAddress();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private Stream<ZoneFacts> zone(Settings.ZoneFile file) {
    Zone zone = zones.get(file.origin());
    if (zone == null) {
      return Stream.of(
          new ZoneFacts(file.origin().toString(), file.file().toString(), 0, List.of()));
    }
    Node apex = zone.node(file.origin());
    RRset servers = apex == null ? null : apex.rrset(RecordType.NS);
    List<String> names =
        servers == null
            ? List.of()
            : servers.records().stream().map(each -> each.nameAt(0).toString()).toList();
    return Stream.of(
        new ZoneFacts(file.origin().toString(), file.file().toString(), zone.serial(), names));
  }

  private ServiceFacts service(ServicePlan plan) {
    Service service = plan.service();
    CheckTiming timing = Objects.requireNonNull(settings.checks().get(service.check())).timing();
    Name query = service.names().getFirst();
    RecordType type =
        plan.records().stream()
            .filter(record -> record.owner().equals(query))
            .map(ServiceRecord::type)
            .findFirst()
            .orElse(RecordType.A);
    Duration refusing =
        timing
            .interval()
            .plus(timing.jitter())
            .plus(timing.retryInterval().multipliedBy(timing.fall() - 1L));
    return new ServiceFacts(
        service.name(),
        asked(query),
        type.toString(),
        Views.lower(service.policy()),
        Views.lower(service.whenAllDown()),
        Views.lower(service.failback()),
        service.failbackHold(),
        service.ttl(),
        service.suspectTtl(),
        service.check(),
        refusing,
        timing.worstCaseToDown(),
        service.regions().stream().map(region -> region(plan, region, query, type)).toList());
  }

  /** A wildcard is asked for by a name that it covers. */
  private static String asked(Name name) {
    String text = name.toString();
    return text.startsWith("*.") ? "any" + text.substring(1) : text;
  }

  private static RegionFacts region(ServicePlan plan, String region, Name query, RecordType type) {
    return new RegionFacts(
        region,
        plan.recordsIn(region).stream()
            .filter(record -> record.owner().equals(query) && record.type().equals(type))
            .map(record -> record.id().substring(record.id().lastIndexOf(' ') + 1))
            .toList());
  }
}
