package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out, from the apex down, what RFC 1034 section 4.3.2 finds at each name. Owned by one call.
 */
final class ZoneCompiler {
  private static final Lookup EMPTY_NON_TERMINAL = new Lookup.EmptyNonTerminal();

  private final ZoneData data;
  private final Map<Name, CompiledNode> nodes;
  private final Map<Name, ZoneEntry> entries;
  private final Set<Name> emptyAsterisks = new HashSet<>();

  private ZoneCompiler(ZoneData data) {
    this.data = data;
    this.nodes = HashMap.newHashMap(data.names().size());
    this.entries = HashMap.newHashMap(data.names().size());
  }

  /**
   * @throws IllegalArgumentException when the zone has no SOA
   */
  static Zone compile(ZoneData data, SteeredNames steered) {
    return new ZoneCompiler(data).run(steered);
  }

  private Zone run(SteeredNames steered) {
    RRset soa = data.rrset(data.origin(), RecordType.SOA);
    if (soa == null) {
      throw new IllegalArgumentException(data.origin() + " has no SOA");
    }
    for (Name owner : data.names()) {
      nodes.put(owner, new CompiledNode(owner, rrsets(owner), steered.indexOf(owner)));
    }
    nodes.keySet().forEach(this::noteEmptyAsterisks);
    nodes.keySet().forEach(this::entry);
    Collection<ZoneEntry> all = entries.values();
    return new CompiledZone(data.origin(), soa, new NameTable(all), List.copyOf(nodes.values()));
  }

  private List<RRset> rrsets(Name owner) {
    return data.at(owner).stream()
        .map(PlacedRRset::rrset)
        .sorted(Comparator.comparing(RRset::type))
        .toList();
  }

  /** The entry of a name that exists, because it or something below it has records. */
  private ZoneEntry entry(Name name) {
    ZoneEntry known = entries.get(name);
    if (known != null) {
      return known;
    }
    Lookup above = name.equals(data.origin()) ? null : entry(name.parent()).covering();
    ZoneEntry made = make(name, nodes.get(name), above);
    entries.put(name, made);
    return made;
  }

  private ZoneEntry make(Name name, @Nullable CompiledNode node, @Nullable Lookup above) {
    Lookup nameError = new Lookup.NameError(name);
    if (above != null) {
      return new ZoneEntry(name, node, above, above, null, nameError);
    }
    Lookup covering = covering(node);
    Lookup self = covering instanceof Lookup.Referral ? covering : plain(node);
    return new ZoneEntry(name, node, self, covering, wildcard(name), nameError);
  }

  private static Lookup plain(@Nullable CompiledNode node) {
    return node == null ? EMPTY_NON_TERMINAL : new Lookup.Found(node, false);
  }

  /** RFC 1034 section 4.3.2 step 3b, and RFC 6672 section 3.2 step 3c. */
  private @Nullable Lookup covering(@Nullable CompiledNode node) {
    if (node == null) {
      return null;
    }
    RRset nameServers = node.rrset(RecordType.NS);
    if (nameServers != null && data.isZoneCut(node.owner())) {
      return new Lookup.Referral(nameServers, glue(nameServers), node);
    }
    RRset dname = node.rrset(RecordType.DNAME);
    return dname == null ? null : new Lookup.Redirection(dname, node);
  }

  /** The addresses that the zone has for the servers, wherever they lie in it (RFC 9471). */
  private List<RRset> glue(RRset nameServers) {
    List<RRset> glue = new ArrayList<>();
    for (Rdata server : nameServers.records()) {
      Name host = server.nameAt(0);
      for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
        RRset addresses = data.rrset(host, type);
        if (addresses != null) {
          glue.add(addresses);
        }
      }
    }
    return List.copyOf(glue);
  }

  /**
   * What the asterisk below a name gives to those that it covers. It exists too when there is only
   * something below it (RFC 4592 section 4.9: then there is no data). NS and DNAME at it are
   * ordinary data, as RFC 4592 sections 4.2 and 4.4 leave open: they delegate and redirect nothing.
   */
  private @Nullable Lookup wildcard(Name encloser) {
    if (encloser.wireLength() + 2 > Name.MAX_WIRE_LENGTH) {
      return null;
    }
    Name asterisk = encloser.wildcardChild();
    CompiledNode node = nodes.get(asterisk);
    if (node != null) {
      return new Lookup.Found(node, true);
    }
    return emptyAsterisks.contains(asterisk) ? EMPTY_NON_TERMINAL : null;
  }

  private void noteEmptyAsterisks(Name owner) {
    for (Name above = owner; above.labelCount() > data.origin().labelCount() + 1; ) {
      above = above.parent();
      if (above.isWildcard()) {
        emptyAsterisks.add(above);
      }
    }
  }
}
