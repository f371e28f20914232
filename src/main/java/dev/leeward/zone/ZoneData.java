package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a zone's files say, read and checked but not yet compiled: RRsets by owner, each with the
 * place of its first record. Made from packed octets when asked for. Immutable.
 */
public final class ZoneData {
  private static final int NS = RecordType.NS.code();
  private static final int DNAME = RecordType.DNAME.code();

  private final Path file;
  private final NameIndex names;
  private final RecordLog log;
  private final int apex;
  private final BitSet owners = new BitSet();
  private final BitSet cuts = new BitSet();
  private final BitSet barriers = new BitSet();

  /** An RRset and where its first record stands. */
  public record PlacedRRset(RRset rrset, FileLine where) {}

  ZoneData(Path file, NameIndex names, RecordLog log) {
    this.file = file;
    this.names = names;
    this.log = log;
    this.apex = names.find(names.origin());
    for (int number = 0; number < names.size(); number++) {
      classify(number);
    }
  }

  private void classify(int number) {
    for (int each = log.firstRRset(number); each != 0; each = log.nextRRset(each)) {
      owners.set(number);
      int type = log.type(each);
      if (type == NS && number != apex && !names.isWildcard(number)) {
        cuts.set(number);
        barriers.set(number);
      } else if (type == DNAME) {
        barriers.set(number);
      }
    }
  }

  public Name origin() {
    return names.origin();
  }

  /** The file that the configuration names; others may be included. */
  public Path file() {
    return file;
  }

  /** Every name that has records, each made anew. */
  public Collection<Name> names() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Name> iterator() {
        return ownerNumbers().mapToObj(names::name).iterator();
      }

      @Override
      public int size() {
        return owners.cardinality();
      }
    };
  }

  /** All RRsets of that owner; empty when it has none. */
  public List<PlacedRRset> at(Name owner) {
    int number = names.find(owner);
    return number < 0 ? List.of() : at(number);
  }

  public @Nullable RRset rrset(Name owner, RecordType type) {
    int number = names.find(owner);
    int rrset = number < 0 ? 0 : log.rrset(number, type.code());
    return rrset == 0 ? null : log.rrset(rrset, names.name(number));
  }

  /** All of that type. */
  public Stream<RRset> rrsets(RecordType type) {
    return ownerNumbers()
        .filter(number -> log.rrset(number, type.code()) != 0)
        .mapToObj(number -> log.rrset(log.rrset(number, type.code()), names.name(number)));
  }

  public boolean has(Name owner, RecordType type) {
    int number = names.find(owner);
    return number >= 0 && log.rrset(number, type.code()) != 0;
  }

  /** Where the first record of that RRset stands, or null when there is none. */
  public @Nullable FileLine lineOf(Name owner, RecordType type) {
    int number = names.find(owner);
    int rrset = number < 0 ? 0 : log.rrset(number, type.code());
    return rrset == 0 ? null : log.where(rrset);
  }

  /** Where the zone delegates: it has name servers and is neither apex nor wildcard. */
  boolean isZoneCut(Name owner) {
    int number = names.find(owner);
    return number >= 0 && cuts.get(number);
  }

  /** The nearest zone cut or DNAME owner above the name, or null. */
  @Nullable Name barrierAbove(Name owner) {
    if (barriers.isEmpty()) {
      return null;
    }
    NameEndings ending = new NameEndings(owner);
    while (ending.labels() > origin().labelCount()) {
      ending.shorten();
      int number = names.find(ending);
      if (number >= 0 && barriers.get(number)) {
        return names.name(number);
      }
    }
    return null;
  }

  /** The wildcard that covers a name within the origin that does not exist, or null. */
  @Nullable Name wildcardFor(Name missing) {
    NameEndings ending = new NameEndings(missing);
    while (names.find(ending) < 0) {
      ending.shorten();
    }
    Name encloser = missing.lastLabels(ending.labels());
    if (encloser.wireLength() + 2 > Name.MAX_WIRE_LENGTH) {
      return null;
    }
    Name wildcard = encloser.wildcardChild();
    return names.find(wildcard) < 0 ? null : wildcard;
  }

  /** All names that exist, those without records included. */
  NameIndex index() {
    return names;
  }

  RecordLog log() {
    return log;
  }

  IntStream ownerNumbers() {
    return owners.stream();
  }

  List<PlacedRRset> at(int ownerNumber) {
    return log.rrsets(ownerNumber, names.name(ownerNumber));
  }

  boolean isZoneCut(int number) {
    return cuts.get(number);
  }

  /**
   * The number of the zone cut or DNAME owner above the name that is nearest to the apex, which is
   * where a walk from the apex down ends; -1 when there is none.
   */
  int highestBarrierAbove(int number) {
    if (barriers.isEmpty()) {
      return -1;
    }
    if (names.isAtMostOneBelowOrigin(number)) {
      return number != apex && barriers.get(apex) ? apex : -1;
    }
    int highest = -1;
    NameEndings ending = new NameEndings(names.name(number));
    while (ending.labels() > origin().labelCount()) {
      ending.shorten();
      int above = names.find(ending);
      highest = above >= 0 && barriers.get(above) ? above : highest;
    }
    return highest;
  }
}
