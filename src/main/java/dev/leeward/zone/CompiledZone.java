package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leeward's own index of a zone. Immutable.
 *
 * <p>Every name that exists, empty non-terminals included, has its answer ready: one probe. For
 * others the closest encloser has it: a zone cut or DNAME above, its wildcard, or the name error.
 */
final class CompiledZone implements Zone {
  private static final RecordType DNSKEY = new RecordType(48);

  private final Name origin;
  private final RRset soa;
  private final long minimum;
  private final long serial;
  private final boolean signed;
  private final NameTable names;
  private final List<CompiledNode> nodes;
  private final int recordCount;
  private final long contentDigest;

  CompiledZone(Name origin, RRset soa, NameTable names, List<CompiledNode> nodes) {
    this.origin = origin;
    this.soa = soa;
    SoaNumbers numbers = SoaNumbers.of(soa);
    this.serial = numbers.serial();
    this.minimum = numbers.minimum();
    this.names = names;
    this.nodes = List.copyOf(nodes);
    Node apex = node(origin);
    this.signed = apex != null && apex.rrset(DNSKEY) != null;
    ContentDigest content = new ContentDigest();
    nodes.forEach(each -> each.rrsets().forEach(content::add));
    this.recordCount = content.records();
    this.contentDigest = content.digest();
  }

  @Override
  public Lookup lookup(Name name) {
    ZoneEntry entry = names.get(name);
    return entry != null ? entry.self() : names.closestEncloser(name).forMissingBelow();
  }

  @Override
  public @Nullable Node node(Name owner) {
    ZoneEntry entry = names.get(owner);
    return entry == null ? null : entry.node();
  }

  @Override
  public Collection<? extends Node> nodes() {
    return nodes;
  }

  @Override
  public Name origin() {
    return origin;
  }

  @Override
  public RRset soa() {
    return soa;
  }

  @Override
  public long negativeTtl() {
    return Math.min(soa.ttl(), minimum);
  }

  @Override
  public long serial() {
    return serial;
  }

  @Override
  public boolean isSigned() {
    return signed;
  }

  @Override
  public int recordCount() {
    return recordCount;
  }

  @Override
  public long contentDigest() {
    return contentDigest;
  }

  @Override
  public String toString() {
    return origin + " serial " + serial + ", " + nodes.size() + " names";
  }
}
