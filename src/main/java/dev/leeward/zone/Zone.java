package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** One zone, compiled and immutable. */
public sealed interface Zone permits CompiledZone {
  Name origin();

  RRset soa();

  /** RFC 2308: the lower of the SOA's TTL and its MINIMUM, in seconds. */
  long negativeTtl();

  /** Serial of the SOA, 0 to 2^32-1. */
  long serial();

  /**
   * What the zone has for the name.
   *
   * @param name at or below the origin
   */
  Lookup lookup(Name name);

  /**
   * {@link #lookup} without an object.
   *
   * @param name at or below the origin
   * @param finding what there is
   */
  void seek(SoughtName name, Finding finding);

  /**
   * {@link #node} without an object.
   *
   * @param name at or below the origin
   * @return false when no record is there, and nothing is to be read from {@code finding}
   */
  boolean seekExactly(SoughtName name, Finding finding);

  /** Places {@code view} on {@link #soa}. */
  void findSoa(RRsetView view);

  /** The node with exactly that owner, also below a cut; null when no record is there. */
  @Nullable Node node(Name owner);

  Collection<? extends Node> nodes();

  /**
   * Whether the zone holds a DNSKEY at its apex: which types exist must then not depend on health.
   */
  boolean isSigned();

  /** How many records the zone has. */
  int recordCount();

  /**
   * Equal for equal records, TTLs and spelling of owners included, whatever their order; different,
   * but for one in 2^64, for others.
   */
  long contentDigest();
}
