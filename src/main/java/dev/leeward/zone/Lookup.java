package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import java.util.List;

/**
 * What a zone has for a name: step 3 of RFC 1034 section 4.3.2, computed at load as far as can be.
 * Owners are those of the zone file; for a wildcard's node the answer puts the name asked for in
 * their place.
 */
public sealed interface Lookup {
  /**
   * The name exists, or a wildcard covers it, and has records. {@code node} holds them all, CNAME
   * included.
   */
  record Found(Node node, boolean fromWildcard) implements Lookup {}

  /**
   * The name is at or below a zone cut: the NS set of the child, and what glue the zone holds for
   * it.
   */
  record Referral(RRset nameServers, List<RRset> glue, Node cut) implements Lookup {}

  /** A DNAME stands above the name (RFC 6672). */
  record Redirection(RRset dname, Node node) implements Lookup {}

  /**
   * The name exists only because something exists below it, or a wildcard without records covers
   * it.
   */
  record EmptyNonTerminal() implements Lookup {}

  /** Neither the name nor a wildcard for it exists (RFC 8020); {@code closestEncloser} does. */
  record NameError(Name closestEncloser) implements Lookup {}
}
