package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.Lookup;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name's way through the zones: RFC 1034 section 4.3.2, with what RFC 2308, 4035, 4592, 6672,
 * 8020, 8482 and 9471 made of it. Reads one serving state; what it finds goes into the reply. Owned
 * by one query.
 */
final class Resolution {
  /** Aliases that one answer follows; resolvers go on from the last by themselves. */
  static final int MOST_ALIASES = 16;

  private final ServingState state;
  private final ServedRecords served;
  private final RecordType type;
  private final Reply reply;

  Resolution(ServingState state, RecordType type, Reply reply) {
    this.state = state;
    this.served = new ServedRecords(state.steering());
    this.type = type;
    this.reply = reply;
  }

  void resolve(Name asked) {
    Name name = step(asked, true);
    for (int aliases = 1; name != null && aliases <= MOST_ALIASES; aliases++) {
      name = step(name, false);
    }
  }

  /** The name that an alias leads to, or null at the end of the way. */
  private @Nullable Name step(Name name, boolean isFirst) {
    Name belongsTo = type.equals(RecordType.DS) ? aboveCut(name) : name;
    Zone zone = state.zones().find(belongsTo);
    Name notReady = state.zones().findNotReady(belongsTo);
    if (zone == null || notReady != null) {
      if (isFirst) {
        leave(notReady);
      }
      return null;
    }
    Lookup lookup = zone.lookup(name);
    if (isFirst) {
      reply.from(zone);
      account(zone, lookup);
    }
    return switch (lookup) {
      case Lookup.Found found -> found(zone, name, found);
      case Lookup.Redirection redirection -> redirect(name, redirection);
      case Lookup.Referral referral -> refer(zone, name, referral);
      case Lookup.EmptyNonTerminal() -> end(Rcode.NOERROR, zone.soa(), zone.negativeTtl());
      case Lookup.NameError(Name _) -> end(Rcode.NXDOMAIN, zone.soa(), zone.negativeTtl());
    };
  }

  /** Where countless names get one answer, that is one in the eyes of a rate limit. */
  private void account(Zone zone, Lookup lookup) {
    switch (lookup) {
      case Lookup.Found(Node node, boolean _) -> reply.account(node.owner(), type.code());
      case Lookup.Redirection(RRset dname, Node _) -> reply.account(dname.owner(), 0);
      case Lookup.Referral(RRset servers, List<RRset> _, Node _) ->
          reply.account(servers.owner(), 0);
      case Lookup.EmptyNonTerminal(), Lookup.NameError(Name _) -> reply.account(zone.origin(), 0);
    }
  }

  private void leave(@Nullable Name notReady) {
    if (notReady == null) {
      reply.outsideOfZones();
    } else {
      reply.notReady(notReady);
    }
  }

  /**
   * A DS belongs to the parent's side of a cut (RFC 4035 section 3.1.4.1), where that is served
   * too.
   */
  private Name aboveCut(Name name) {
    return name.isRoot() || state.zones().find(name.parent()) == null ? name : name.parent();
  }

  private @Nullable Name found(Zone zone, Name name, Lookup.Found found) {
    Node node = found.node();
    explain(node);
    RRset set = type.equals(RecordType.ANY) ? anyOf(node) : served.rrset(node, type);
    if (set != null) {
      reply.answer(found.fromWildcard() ? set.withOwner(name) : set);
      return null;
    }
    RRset alias = served.rrset(node, RecordType.CNAME);
    if (alias == null) {
      long negativeTtl = served.negativeTtl(node, type, zone.negativeTtl());
      return end(Rcode.NOERROR, zone.soa(), negativeTtl);
    }
    return follow(found.fromWildcard() ? alias.withOwner(name) : alias, name);
  }

  /** RFC 8482 section 4.1: one RRset will do, always the same one. */
  private @Nullable RRset anyOf(Node node) {
    RRset alias = served.rrset(node, RecordType.CNAME);
    Optional<RRset> first = served.all(node).stream().min(Comparator.comparing(RRset::type));
    return alias != null ? alias : first.orElse(null);
  }

  private @Nullable Name follow(RRset alias, Name name) {
    if (reply.answers(name, RecordType.CNAME)) {
      return null;
    }
    reply.answer(alias);
    return alias.records().getFirst().nameAt(0);
  }

  /** RFC 6672 section 3.2: the DNAME, and the CNAME that it stands for at this name. */
  private @Nullable Name redirect(Name name, Lookup.Redirection redirection) {
    explain(redirection.node());
    RRset dname = served.rrset(redirection.node(), RecordType.DNAME);
    RRset redirecting = dname == null ? redirection.dname() : dname;
    if (!reply.answers(redirecting.owner(), RecordType.DNAME)) {
      reply.answer(redirecting);
    }
    Name target = substitute(name, redirecting.owner(), redirecting.records().getFirst().nameAt(0));
    if (target == null) {
      reply.end(Rcode.YXDOMAIN);
      return null;
    }
    Rdata data = new Rdata(target.wire());
    RRset alias = new RRset(name, RecordType.CNAME, redirecting.ttl(), List.of(data));
    Name next = follow(alias, name);
    return type.equals(RecordType.CNAME) ? null : next;
  }

  /**
   * {@code name} with {@code target} in place of its end {@code owner}; null when that is no name
   * any more.
   */
  private static @Nullable Name substitute(Name name, Name owner, Name target) {
    int kept = name.wireLength() - owner.wireLength();
    if (kept + target.wireLength() > Name.MAX_WIRE_LENGTH) {
      return null;
    }
    byte[] wire = new byte[Name.MAX_WIRE_LENGTH];
    name.copyTo(wire, 0);
    target.copyTo(wire, kept);
    return Name.ofWire(wire, 0);
  }

  private @Nullable Name refer(Zone zone, Name name, Lookup.Referral referral) {
    Name cut = referral.nameServers().owner();
    if (type.equals(RecordType.DS) && name.equals(cut)) {
      RRset ds = referral.cut().rrset(RecordType.DS);
      if (ds == null) {
        return end(Rcode.NOERROR, zone.soa(), zone.negativeTtl());
      }
      reply.answer(ds);
      return null;
    }
    reply.refer(referral.nameServers());
    for (RRset glue : referral.glue()) {
      if (glue.owner().isWithin(cut)) {
        reply.requiredGlue(glue); // RFC 9471 section 3.1
      } else {
        reply.additional(glue);
      }
    }
    return null;
  }

  private @Nullable Name end(Rcode rcode, RRset soa, long negativeTtl) {
    reply.negative(rcode, soa.cappedAt(negativeTtl));
    return null;
  }

  private void explain(Node node) {
    String explanation = served.explanation(node);
    if (explanation != null) {
      reply.explain(explanation);
    }
  }
}
