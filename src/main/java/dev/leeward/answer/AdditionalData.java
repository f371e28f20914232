package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.Lookup;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the hosts that the answer points at (RFC 1034 section 4.3.2, step 6): each what a
 * query for it would get, so that what is withdrawn appears nowhere. Glue only for name servers,
 * and nothing outside the zone that points there: no resolver may believe that (RFC 5452 section
 * 6). Owned by one query.
 */
final class AdditionalData {
  /** More would not fit, or not be looked at. */
  static final int MOST_HOSTS = 128;

  private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

  private final ServingState state;
  private final ServedRecords served;
  private final Reply reply;
  private int hosts;

  AdditionalData(ServingState state, Reply reply) {
    this.state = state;
    this.served = new ServedRecords(state.steering());
    this.reply = reply;
  }

  void collect() {
    for (RRset set : reply.answer()) {
      collect(set);
    }
    for (RRset set : reply.authority()) {
      collect(set);
    }
  }

  private void collect(RRset set) {
    Zone home = pointsAtHosts(set.type()) ? state.zones().find(set.owner()) : null;
    if (home == null) {
      return;
    }
    boolean isNameServer = set.type().equals(RecordType.NS);
    for (Rdata data : set.records()) {
      Name host = hosts < MOST_HOSTS ? host(set, data) : null;
      if (host != null && host.isWithin(home.origin())) {
        hosts++;
        addAddresses(host, isNameServer);
      }
    }
  }

  private static boolean pointsAtHosts(RecordType type) {
    return switch (type.code()) {
      case 2, 15, 33, 64, 65 -> true;
      default -> false;
    };
  }

  private static @Nullable Name host(RRset set, Rdata data) {
    return switch (set.type().code()) {
      case 2 -> data.nameAt(0); // NS
      case 15 -> data.nameAt(2); // MX
      case 33 -> data.nameAt(6); // SRV
      case 64, 65 -> serviceTarget(set.owner(), data); // SVCB HTTPS
      default -> null;
    };
  }

  /** A target of "." is the owner itself, or in an alias nothing at all (RFC 9460 section 2.5). */
  private static @Nullable Name serviceTarget(Name owner, Rdata data) {
    Name target = data.nameAt(2);
    boolean isAlias = data.octetAt(0) == 0 && data.octetAt(1) == 0;
    return !target.isRoot() ? target : isAlias ? null : owner;
  }

  private void addAddresses(Name host, boolean isNameServer) {
    Zone zone = state.zones().find(host);
    if (zone == null) {
      return;
    }
    switch (zone.lookup(host)) {
      case Lookup.Found(Node node, boolean fromWildcard) -> addAddresses(host, node, fromWildcard);
      case Lookup.Referral _ -> {
        Node glue = isNameServer ? zone.node(host) : null;
        if (glue != null) {
          addGlue(glue);
        }
      }
      case Lookup.Redirection _, Lookup.EmptyNonTerminal _, Lookup.NameError _ -> {}
    }
  }

  private void addAddresses(Name host, Node node, boolean fromWildcard) {
    for (RecordType type : ADDRESSES) {
      RRset set = served.rrset(node, type);
      if (set != null) {
        add(fromWildcard ? set.withOwner(host) : set);
      }
    }
  }

  private void addGlue(Node glue) {
    for (RecordType type : ADDRESSES) {
      RRset set = glue.rrset(type);
      if (set != null) {
        add(set);
      }
    }
  }

  private void add(RRset set) {
    if (!reply.holds(set.owner(), set.type())) {
      reply.additional(set);
    }
  }
}
