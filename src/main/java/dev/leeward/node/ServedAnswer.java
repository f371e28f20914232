package dev.leeward.node;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.topology.AddressText;
import dev.leeward.zone.HostData;
import dev.leeward.zone.Lookup;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The RRset that a query gets now, for people. Pure.
 *
 * @param owner the name whose records answer; a wildcard's for what it synthesizes
 * @param lines as dig prints them, or what else the zone has for the name
 */
record ServedAnswer(Name owner, List<String> lines) {
  static ServedAnswer of(Name name, RecordType type, Zone zone, ServingState state) {
    return switch (zone.lookup(name)) {
      case Lookup.Found found -> found(name, type, found.node(), state);
      case Lookup.Referral referral ->
          new ServedAnswer(name, List.of("a referral to " + referral.cut().owner()));
      case Lookup.Redirection redirection ->
          new ServedAnswer(
              name, List.of("redirected by the DNAME of " + redirection.node().owner()));
      case Lookup.EmptyNonTerminal _ ->
          new ServedAnswer(name, List.of("no data: the name exists without records"));
      case Lookup.NameError _ -> new ServedAnswer(name, List.of("the name does not exist"));
    };
  }

  private static ServedAnswer found(Name name, RecordType type, Node node, ServingState state) {
    RRset rrset = served(node, type, state);
    if (rrset == null) {
      RRset alias = served(node, RecordType.CNAME, state);
      String nothing =
          alias == null
              ? "no data: the name has no " + type + " now"
              : "an alias of " + alias.records().getFirst().nameAt(0);
      return new ServedAnswer(node.owner(), List.of(nothing));
    }
    return new ServedAnswer(
        node.owner(), rrset.records().stream().map(data -> line(name, rrset, data)).toList());
  }

  private static @Nullable RRset served(Node node, RecordType type, ServingState state) {
    return node.isSteered()
        ? state.steering().at(node.steeredIndex()).rrset(type)
        : node.rrset(type);
  }

  private static String line(Name name, RRset rrset, Rdata data) {
    return name + " " + rrset.ttl() + " IN " + rrset.type() + " " + text(rrset.type(), data);
  }

  private static String text(RecordType type, Rdata data) {
    return HostData.hostOf(type, data) == null
        ? address(type, data).orElse(data.toString())
        : HostData.text(type, data);
  }

  private static Optional<String> address(RecordType type, @Nullable Rdata data) {
    if (data == null || !type.equals(RecordType.A) && !type.equals(RecordType.AAAA)) {
      return Optional.empty();
    }
    try {
      return Optional.of(AddressText.of(InetAddress.getByAddress(data.wire())));
    } catch (UnknownHostException impossible) {
      return Optional.empty();
    }
  }
}
