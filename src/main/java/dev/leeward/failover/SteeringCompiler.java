package dev.leeward.failover;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.Node;
import dev.leeward.zone.PackedRRsets;
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

  private final ZoneSet zones;
  private final ServiceState state;
  private @Nullable Set<InetAddress> addresses;
  private @Nullable Set<InetAddress> withdrawnAddresses;

  private SteeringCompiler(ZoneSet zones, ServiceState state) {
    this.zones = zones;
    this.state = state;
  }

  /**
   * @param services in the order of the configuration; their names in order are the steered names
   *     that the zones were compiled with
   */
  public static Steering compile(ZoneSet zones, List<ServiceState> services) {
    return together(services.stream().map(state -> compile(zones, state)).toList());
  }

  /** One service; the same again for equal zones and an equal state. */
  public static CompiledService compile(ZoneSet zones, ServiceState state) {
    return new SteeringCompiler(zones, state).compile();
  }

  /**
   * @param services all, in the order of the configuration
   */
  public static Steering together(List<CompiledService> services) {
    List<SteeredName> names = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>();
    for (CompiledService service : services) {
      names.addAll(service.names());
      texts.put(service.state().plan().service().name(), service.text());
    }
    return new Steering(names, texts);
  }

  private CompiledService compile() {
    boolean nothingHidden = state.selection().withdrawn().isEmpty();
    String explanation = nothingHidden ? null : Explanation.of(state);
    List<SteeredName> names = new ArrayList<>();
    PackedRRsets packed = new PackedRRsets();
    for (Name name : state.plan().service().names()) {
      names.add(steer(name, explanation, packed));
    }
    packed.trim();
    return new CompiledService(state, names, Explanation.inFull(state));
  }

  private SteeredName steer(Name name, @Nullable String explanation, PackedRRsets packed) {
    Map<RecordType, RRset> rrsets = new TreeMap<>();
    Zone zone = zones.find(name);
    Node node = zone == null ? null : zone.node(name);
    if (node != null) {
      for (RRset rrset : node.rrsets()) {
        RRset served = served(rrset);
        if (served != null) {
          rrsets.put(served.type(), served);
        }
      }
    }
    long negativeTtl = state.plan().service().suspectTtl();
    return new SteeredName(
        name, state.plan().service().name(), rrsets, negativeTtl, explanation, packed);
  }

  private @Nullable RRset served(RRset rrset) {
    if (isSteered(rrset)) {
      return SteeredRecords.of(rrset, state);
    }
    return HINTED_TYPES.contains(rrset.type()) ? withoutWithdrawnHints(rrset) : rrset;
  }

  /** Addresses always are; a host name is where one of the service's records is one. */
  private boolean isSteered(RRset rrset) {
    return ADDRESSES.contains(rrset.type())
        || state.plan().recordsAt(rrset.owner()).stream()
            .anyMatch(record -> record.type().equals(rrset.type()));
  }

  /**
   * A hint would lead clients to what the address records no longer name (RFC 9460 section 7.3).
   */
  private RRset withoutWithdrawnHints(RRset rrset) {
    Set<InetAddress> withdrawn = withdrawnAddresses();
    List<Rdata> served =
        rrset.records().stream()
            .map(data -> ServiceBindingHints.without(withdrawn, data))
            .distinct()
            .toList();
    boolean hinted =
        rrset.records().stream()
            .anyMatch(data -> !ServiceBindingHints.without(addresses(), data).equals(data));
    long ttl = hinted ? Math.min(rrset.ttl(), state.ttlCap()) : rrset.ttl();
    return new RRset(rrset.owner(), rrset.type(), ttl, served);
  }

  private Set<InetAddress> addresses() {
    if (addresses == null) {
      addresses =
          state.plan().targets().stream()
              .flatMap(target -> target.endpoint().address().stream())
              .collect(Collectors.toSet());
    }
    return addresses;
  }

  /** Those that no record of the service serves. */
  private Set<InetAddress> withdrawnAddresses() {
    if (withdrawnAddresses == null) {
      Set<InetAddress> withdrawn = new HashSet<>(addresses());
      state.plan().records().stream()
          .filter(state.selection()::serves)
          .flatMap(record -> record.target().endpoint().address().stream())
          .forEach(withdrawn::remove);
      withdrawnAddresses = withdrawn;
    }
    return withdrawnAddresses;
  }
}
