package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Leeward's own index of a zone. Immutable.
 *
 * <p>Every name that exists, empty non-terminals included, has an entry, found by one probe. For
 * others the closest encloser's entry decides: a zone cut or DNAME above, its wildcard, or the name
 * error.
 */
final class CompiledZone implements Zone {
  private static final RecordType DNSKEY = new RecordType(48);
  private static final Lookup EMPTY_NON_TERMINAL = new Lookup.EmptyNonTerminal();

  private final RRset soa;
  private final SoaNumbers numbers;
  private final boolean signed;
  private final NameIndex names;
  private final PackedEntries entries;
  private final int apex;
  private final int nodeCount;
  private final int recordCount;
  private final long contentDigest;

  CompiledZone(RRset soa, NameIndex names, PackedEntries entries, ContentDigest content) {
    this.soa = soa;
    this.numbers = SoaNumbers.of(soa);
    this.names = names;
    this.entries = entries;
    this.apex = names.find(origin());
    this.signed = node(apex).rrset(DNSKEY) != null;
    this.nodeCount = (int) nodeNumbers().count();
    this.recordCount = content.records();
    this.contentDigest = content.digest();
  }

  @Override
  public Lookup lookup(Name name) {
    Finding finding = new Finding();
    int number = names.find(name);
    if (number >= 0) {
      existing(number, finding);
    } else {
      missingBelow(closestEncloser(name), finding);
    }
    return lookup(finding);
  }

  private Lookup lookup(Finding finding) {
    int number = finding.number();
    return switch (finding.kind()) {
      case FOUND -> new Lookup.Found(node(number), false);
      case SYNTHESIZED -> new Lookup.Found(node(number), true);
      case REFERRAL -> referral(number);
      case REDIRECTION -> redirection(number);
      case EMPTY_NON_TERMINAL -> EMPTY_NON_TERMINAL;
      case NAME_ERROR -> new Lookup.NameError(names.name(number));
    };
  }

  @Override
  public void seek(SoughtName name, Finding finding) {
    int number = names.find(name, 0);
    if (number >= 0) {
      existing(number, finding);
      return;
    }
    for (int skipped = 1; number < 0; skipped++) {
      number = names.find(name, skipped);
    }
    missingBelow(number, finding);
  }

  @Override
  public boolean seekExactly(SoughtName name, Finding finding) {
    int number = names.find(name, 0);
    if (number < 0 || !hasRecords(number)) {
      return false;
    }
    finding.set(Finding.Kind.FOUND, names, entries, number);
    return true;
  }

  @Override
  public void findSoa(RRsetView view) {
    entries.find(apex, RecordType.SOA.code(), view);
  }

  private void existing(int number, Finding finding) {
    int flags = entries.flags(number);
    if ((flags & PackedEntries.COVERED) != 0) {
      covering(entries.barrier(number), finding);
    } else if ((flags & PackedEntries.ZONE_CUT) != 0) {
      finding.set(Finding.Kind.REFERRAL, names, entries, number);
    } else {
      found(number, Finding.Kind.FOUND, finding);
    }
  }

  /** Below an encloser that has no such name. */
  private void missingBelow(int encloser, Finding finding) {
    int flags = entries.flags(encloser);
    if ((flags & PackedEntries.COVERED) != 0) {
      covering(entries.barrier(encloser), finding);
    } else if ((flags & (PackedEntries.ZONE_CUT | PackedEntries.REDIRECTS)) != 0) {
      covering(encloser, finding);
    } else if ((flags & PackedEntries.HAS_WILDCARD) != 0) {
      found(entries.wildcard(encloser), Finding.Kind.SYNTHESIZED, finding);
    } else {
      finding.set(Finding.Kind.NAME_ERROR, names, entries, encloser);
    }
  }

  /**
   * A wildcard exists too when there is only something below it (RFC 4592 section 4.9: then there
   * is no data). NS and DNAME at it are ordinary data, as RFC 4592 sections 4.2 and 4.4 leave open:
   * they delegate and redirect nothing.
   */
  private void found(int number, Finding.Kind kind, Finding finding) {
    Finding.Kind found = hasRecords(number) ? kind : Finding.Kind.EMPTY_NON_TERMINAL;
    finding.set(found, names, entries, number);
  }

  /** RFC 1034 section 4.3.2 step 3b, and RFC 6672 section 3.2 step 3c. */
  private void covering(int barrier, Finding finding) {
    boolean isCut = (entries.flags(barrier) & PackedEntries.ZONE_CUT) != 0;
    Finding.Kind kind = isCut ? Finding.Kind.REFERRAL : Finding.Kind.REDIRECTION;
    finding.set(kind, names, entries, barrier);
  }

  private Lookup referral(int cut) {
    Node node = node(cut);
    RRset nameServers = required(node, RecordType.NS);
    return new Lookup.Referral(nameServers, glue(nameServers), node);
  }

  private Lookup redirection(int number) {
    Node node = node(number);
    return new Lookup.Redirection(required(node, RecordType.DNAME), node);
  }

  private static RRset required(Node node, RecordType type) {
    RRset rrset = node.rrset(type);
    if (rrset == null) {
      throw new IllegalStateException(node.owner() + " is flagged to have " + type);
    }
    return rrset;
  }

  /** The addresses that the zone has for the servers, wherever they lie in it (RFC 9471). */
  private List<RRset> glue(RRset nameServers) {
    List<RRset> glue = new ArrayList<>();
    for (Rdata server : nameServers.records()) {
      Node host = node(server.nameAt(0));
      if (host != null) {
        addIfAny(glue, host.rrset(RecordType.A));
        addIfAny(glue, host.rrset(RecordType.AAAA));
      }
    }
    return glue;
  }

  private static void addIfAny(List<RRset> glue, @Nullable RRset addresses) {
    if (addresses != null) {
      glue.add(addresses);
    }
  }

  /** The longest ending of the name that exists (RFC 4592 section 3.3.1). */
  private int closestEncloser(Name name) {
    if (!name.isWithin(origin())) {
      throw new IllegalArgumentException(name + " is not in the zone " + origin());
    }
    NameEndings ending = new NameEndings(name);
    int number;
    do {
      ending.shorten();
      number = names.find(ending);
    } while (number < 0);
    return number;
  }

  @Override
  public @Nullable Node node(Name owner) {
    int number = names.find(owner);
    return number >= 0 && hasRecords(number) ? node(number) : null;
  }

  private Node node(int number) {
    return new CompiledNode(entries, number, names.name(number));
  }

  private boolean hasRecords(int number) {
    return (entries.flags(number) & PackedEntries.HAS_RECORDS) != 0;
  }

  private IntStream nodeNumbers() {
    return IntStream.range(0, entries.size()).filter(this::hasRecords);
  }

  @Override
  public Collection<? extends Node> nodes() {
    return new AbstractCollection<Node>() {
      @Override
      public Iterator<Node> iterator() {
        return nodeNumbers().mapToObj(CompiledZone.this::node).iterator();
      }

      @Override
      public int size() {
        return nodeCount;
      }
    };
  }

  /** Writes its owners and records as {@link ZoneImage} has them. */
  void writeOwners(OutputStream target) throws IOException {
    new ImageWriter(names, entries).write(target);
  }

  @Override
  public Name origin() {
    return names.origin();
  }

  @Override
  public RRset soa() {
    return soa;
  }

  @Override
  public long negativeTtl() {
    return Math.min(soa.ttl(), numbers.minimum());
  }

  @Override
  public long serial() {
    return numbers.serial();
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
    return origin() + " serial " + serial() + ", " + nodeCount + " names";
  }
}
