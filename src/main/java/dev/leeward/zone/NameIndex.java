package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Arrays;

/**
 * The names of a zone, numbered from 0, and a hash table over them. Owned by the thread that reads
 * the zone until {@link #trim}; never changed from then on.
 *
 * <p>A name is kept as the octets before the zone's origin. A slot of the table holds a name's
 * number plus one and, in the bits left over, those bits of its hash that did not choose the slot:
 * so a name that does not exist is found missing without a look at any name.
 */
final class NameIndex {
  /** No name is that long: its ending is spelled otherwise than the origin, it is kept whole. */
  private static final int WHOLE = 255;

  /** 2^64 divided by the golden ratio: spreads the polynomial's low bits (Fibonacci hashing). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int FEWEST_BITS = 3;

  static final NameIndex EMPTY = new NameIndex(Name.ROOT);

  private final Name origin;
  private final int originPower;
  private final OctetStore octets = new OctetStore();
  private int[] offsets = new int[4];
  private final byte[] originWire;

  /** Of the names by number, while names are added: a wider table needs them all. */
  private int[] hashes = new int[4];

  private int[] slots = new int[1 << FEWEST_BITS];
  private int bits = FEWEST_BITS;
  private int size;
  private int mostLabels;

  NameIndex(Name origin) {
    this.origin = origin;
    this.originWire = origin.wire();
    this.originPower = NameEndings.powerOf31(origin.wireLength());
  }

  int size() {
    return size;
  }

  Name origin() {
    return origin;
  }

  /** The number of the name, -1 when it is not here. */
  int find(Name name) {
    return name.isWithin(origin) ? find(name, 0, name.hashCode()) : -1;
  }

  /**
   * The number of an ending, -1 when it is not here.
   *
   * @param ending of a name within the origin
   */
  int find(NameEndings ending) {
    return ending.labels() > mostLabels ? -1 : find(ending.name(), ending.start(), ending.hash());
  }

  /**
   * The number of the ending without the first {@code skipped} labels, -1 when it is not here.
   *
   * @param name within the origin, {@code skipped} at most the labels before it
   */
  int find(SoughtName name, int skipped) {
    int mixed = mixed(name.hash(skipped));
    int numbers = slots.length - 1;
    for (int at = slot(mixed); slots[at] != 0; at = at + 1 & numbers) {
      int number = (slots[at] & numbers) - 1;
      if ((slots[at] ^ mixed << bits) >>> bits == 0 && isAt(number, name, name.start(skipped))) {
        return number;
      }
    }
    return -1;
  }

  private boolean isAt(int number, SoughtName name, int from) {
    int before = octetsBefore(number);
    if (before + origin.wireLength() != name.length() - from) {
      return false;
    }
    int start = start(number);
    for (int at = 0; at < before; at++) {
      if (NameEndings.lower(octets.octet(start + at)) != name.octet(from + at)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the name, which is new when it was not here. */
  int add(Name name) {
    return name.isWithin(origin) ? add(name.wire(), 0, name.wireLength(), name.hashCode()) : -1;
  }

  /**
   * The number of the name, which is new when it was not here; -1 when it is outside of the origin.
   *
   * @param wire holds the name from {@code from} on
   * @param hash what {@link Name#hashCode} is of it
   */
  int add(byte[] wire, int from, int length, int hash) {
    if (!isWithin(wire, from, length)) {
      return -1;
    }
    int known = find(wire, from, length - originWire.length, hash);
    return known >= 0 ? known : append(wire, from, length, hash);
  }

  /** Whether the name that {@code wire} holds is the origin or below it. */
  boolean isWithin(byte[] wire, int from, int length) {
    int origins = from + length - originWire.length;
    int at = from;
    while (at < origins) {
      at += wire[at] + 1;
    }
    return at == origins && NameEndings.areEqual(wire, at, originWire);
  }

  /** The number of a name within the origin, -1 when it is not here. */
  int find(byte[] wire, int from, int length) {
    int hash = NameEndings.hash(wire, from, from + length);
    return find(wire, from, length - originWire.length, hash);
  }

  private int find(byte[] wire, int from, int before, int hash) {
    int mixed = mixed(hash);
    int numbers = slots.length - 1;
    for (int at = slot(mixed); slots[at] != 0; at = at + 1 & numbers) {
      int number = (slots[at] & numbers) - 1;
      if ((slots[at] ^ mixed << bits) >>> bits == 0
          && octetsBefore(number) == before
          && octets.hasAt(start(number), wire, from, before)) {
        return number;
      }
    }
    return -1;
  }

  private int append(byte[] wire, int from, int length, int hash) {
    if ((size + 1L) * 4 > slots.length * 3L) {
      widen();
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    offsets[size] = octets.end();
    hashes[size] = hash;
    appendOctets(wire, from, length);
    put(hash, size);
    int labels = 0;
    for (int at = from; wire[at] != 0; at += wire[at] + 1) {
      labels++;
    }
    mostLabels = Math.max(mostLabels, labels);
    return size++;
  }

  private void appendOctets(byte[] wire, int from, int length) {
    int before = length - originWire.length;
    int ending = from + before;
    boolean isWhole = !Arrays.equals(wire, ending, from + length, originWire, 0, originWire.length);
    octets.append(isWhole ? WHOLE : before);
    if (isWhole) {
      octets.append(before);
    }
    octets.append(wire, from, isWhole ? length : before);
  }

  /** As it was written. */
  Name name(int number) {
    int at = offsets[number];
    int before = octets.octet(at) & 0xFF;
    if (before == WHOLE) {
      int length = (octets.octet(at + 1) & 0xFF) + origin.wireLength();
      return Name.ofWire(octets.copy(at + 2, length), 0);
    }
    if (before == 0) {
      return origin;
    }
    byte[] wire = new byte[before + origin.wireLength()];
    octets.copy(at + 1, wire, 0, before);
    origin.copyTo(wire, before);
    return Name.ofWire(wire, 0);
  }

  /** As it was written, to the beginning of {@code target}; returns its length. */
  int copyName(int number, byte[] target) {
    int before = octetsBefore(number);
    int length = before + originWire.length;
    boolean isWhole = (octets.octet(offsets[number]) & 0xFF) == WHOLE;
    octets.copy(start(number), target, 0, isWhole ? length : before);
    if (!isWhole) {
      origin.copyTo(target, before);
    }
    return length;
  }

  boolean isWildcard(int number) {
    int at = start(number);
    return octetsBefore(number) > 0 && octets.octet(at) == 1 && octets.octet(at + 1) == '*';
  }

  /** Whether it is the origin or has one label more: then no name lies between the two. */
  boolean isAtMostOneBelowOrigin(int number) {
    int before = octetsBefore(number);
    return before == 0 || octets.octet(start(number)) + 1 == before;
  }

  void trim() {
    octets.trim();
    offsets = Arrays.copyOf(offsets, size);
    hashes = new int[0];
  }

  /** Octets of the name before the origin's. */
  private int octetsBefore(int number) {
    int at = offsets[number];
    int before = octets.octet(at) & 0xFF;
    return before == WHOLE ? octets.octet(at + 1) & 0xFF : before;
  }

  private int start(int number) {
    int at = offsets[number];
    return (octets.octet(at) & 0xFF) == WHOLE ? at + 2 : at + 1;
  }

  private int find(Name name, int from, int hash) {
    int mixed = mixed(hash);
    int numbers = slots.length - 1;
    for (int at = slot(mixed); slots[at] != 0; at = at + 1 & numbers) {
      int number = (slots[at] & numbers) - 1;
      if ((slots[at] ^ mixed << bits) >>> bits == 0 && isAt(number, name, from)) {
        return number;
      }
    }
    return -1;
  }

  private boolean isAt(int number, Name name, int from) {
    int before = octetsBefore(number);
    if (before + origin.wireLength() != name.wireLength() - from) {
      return false;
    }
    int start = start(number);
    for (int at = 0; at < before; at++) {
      if (NameEndings.lower(octets.octet(start + at))
          != NameEndings.lower(name.octetAt(from + at))) {
        return false;
      }
    }
    return true;
  }

  private void widen() {
    bits++;
    slots = new int[1 << bits];
    for (int number = 0; number < size; number++) {
      put(hashes[number], number);
    }
  }

  /** {@link Name#hashCode} of the name. */
  int hash(int number) {
    int hash = 0;
    int start = start(number);
    for (int at = 0; at < octetsBefore(number); at++) {
      hash = 31 * hash + NameEndings.lower(octets.octet(start + at));
    }
    return hash * originPower + origin.hashCode();
  }

  private void put(int hash, int number) {
    int mixed = mixed(hash);
    int at = slot(mixed);
    while (slots[at] != 0) {
      at = at + 1 & slots.length - 1;
    }
    slots[at] = mixed << bits | number + 1;
  }

  /** The highest bits choose the slot, the others are kept in it. */
  private int slot(int mixed) {
    return mixed >>> Integer.SIZE - bits;
  }

  private static int mixed(int hash) {
    return (int) (hash * SPREAD >>> Integer.SIZE);
  }
}
