package dev.leeward.failover;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is served at every service name, as complete RRsets: the query path has nothing left to
 * decide. Pure.
 */
public final class SteeringCompiler {
  private static final Set<RecordType> STEERED_TYPES = Set.of(RecordType.A, RecordType.AAAA);
  private static final Set<RecordType> HINTED_TYPES = Set.of(RecordType.SVCB, RecordType.HTTPS);

  private SteeringCompiler() {}

  /**
   * @param services in the order of the configuration; their names in order are the steered names
   *     that the zones were compiled with
   */
  public static Steering compile(ZoneSet zones, List<ServiceState> services) {
    List<SteeredName> names = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>();
    for (ServiceState state : services) {
      String explanation = Explanation.of(state);
      texts.put(state.plan().service().name(), Explanation.inFull(state));
      boolean nothingHidden = state.selection().withdrawn().isEmpty();
      for (Name name : state.plan().service().names()) {
        names.add(steer(name, state, zones, nothingHidden ? null : explanation));
      }
    }
    return new Steering(names, texts);
  }

  private static SteeredName steer(
      Name name, ServiceState state, ZoneSet zones, @Nullable String explanation) {
    Map<RecordType, RRset> rrsets = new TreeMap<>();
    Zone zone = zones.find(name);
    Node node = zone == null ? null : zone.node(name);
    if (node != null) {
      for (RRset rrset : node.rrsets()) {
        RRset served = served(rrset, state);
        if (served != null) {
          rrsets.put(served.type(), served);
        }
      }
    }
    long negativeTtl = state.plan().service().suspectTtl();
    return new SteeredName(name, state.plan().service().name(), rrsets, negativeTtl, explanation);
  }

  private static @Nullable RRset served(RRset rrset, ServiceState state) {
    if (STEERED_TYPES.contains(rrset.type())) {
      return filter(rrset, state);
    }
    return HINTED_TYPES.contains(rrset.type()) ? withoutWithdrawnHints(rrset, state) : rrset;
  }

  /**
   * A hint would lead clients to what the address records no longer name (RFC 9460 section 7.3).
   */
  private static RRset withoutWithdrawnHints(RRset rrset, ServiceState state) {
    Set<InetAddress> withdrawn = withdrawnAddresses(state);
    List<Rdata> served =
        rrset.records().stream()
            .map(data -> ServiceBindingHints.without(withdrawn, data))
            .distinct()
            .toList();
    boolean hinted =
        rrset.records().stream()
            .anyMatch(data -> !ServiceBindingHints.without(addresses(state), data).equals(data));
    long ttl = hinted ? Math.min(rrset.ttl(), state.ttlCap()) : rrset.ttl();
    return new RRset(rrset.owner(), rrset.type(), ttl, served);
  }

  private static Set<InetAddress> addresses(ServiceState state) {
    return state.plan().targets().stream()
        .map(target -> target.endpoint().address())
        .collect(Collectors.toSet());
  }

  /** Those that no record of the service serves. */
  private static Set<InetAddress> withdrawnAddresses(ServiceState state) {
    Set<InetAddress> withdrawn = new HashSet<>(addresses(state));
    state.plan().records().stream()
        .filter(state.selection()::serves)
        .map(record -> record.target().endpoint().address())
        .forEach(withdrawn::remove);
    return withdrawn;
  }

  /**
   * Without the withdrawn records; null when none is left. TTLs are capped, never raised above the
   * zone's.
   */
  private static @Nullable RRset filter(RRset rrset, ServiceState state) {
    List<Rdata> hidden =
        state.plan().records().stream()
            .filter(record ->
                record.owner().equals(rrset.owner()) && record.type().equals(rrset.type()))
            .filter(record -> !state.selection().serves(record))
            .map(ServiceRecord::data)
            .toList();
    List<Rdata> served =
        rrset.records().stream()
            .filter(data -> !hidden.contains(data))
            .collect(Collectors.toList());
    if (served.isEmpty()) {
      return null;
    }
    return new RRset(rrset.owner(), rrset.type(), Math.min(rrset.ttl(), state.ttlCap()), served);
  }
}
