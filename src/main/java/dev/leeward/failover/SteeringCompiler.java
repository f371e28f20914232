package dev.leeward.failover;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
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
  private static final Set<RecordType> ADDRESSES = Set.of(RecordType.A, RecordType.AAAA);
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
    if (isSteered(rrset, state)) {
      return SteeredRecords.of(rrset, state);
    }
    return HINTED_TYPES.contains(rrset.type()) ? withoutWithdrawnHints(rrset, state) : rrset;
  }

  /** Addresses always are; a host name is where one of the service's records is one. */
  private static boolean isSteered(RRset rrset, ServiceState state) {
    return ADDRESSES.contains(rrset.type())
        || state.plan().records().stream()
            .anyMatch(record ->
                record.owner().equals(rrset.owner()) && record.type().equals(rrset.type()));
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
        .flatMap(target -> target.endpoint().address().stream())
        .collect(Collectors.toSet());
  }

  /** Those that no record of the service serves. */
  private static Set<InetAddress> withdrawnAddresses(ServiceState state) {
    Set<InetAddress> withdrawn = new HashSet<>(addresses(state));
    state.plan().records().stream()
        .filter(state.selection()::serves)
        .flatMap(record -> record.target().endpoint().address().stream())
        .forEach(withdrawn::remove);
    return withdrawn;
  }
}
