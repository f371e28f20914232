package dev.leeward.zone;

/**
 * What a zone has for a name, as numbers: {@link Lookup} without an object. Owned by one thread;
 * each search overwrites it.
 */
public final class Finding {
  /** The cases of {@link Lookup}. */
  public enum Kind {
    /** The name exists and has records. */
    FOUND,
    /** A wildcard with records covers the name. */
    SYNTHESIZED,
    /** The name is at or below the zone cut that this is placed on. */
    REFERRAL,
    /** The DNAME that this is placed on stands above the name. */
    REDIRECTION,
    EMPTY_NON_TERMINAL,
    NAME_ERROR
  }

  private Kind kind = Kind.NAME_ERROR;
  private NameIndex names = NameIndex.EMPTY;
  private PackedEntries entries = PackedEntries.EMPTY;
  private int number;

  void set(Kind found, NameIndex index, PackedEntries packed, int entry) {
    kind = found;
    names = index;
    entries = packed;
    number = entry;
  }

  public Kind kind() {
    return kind;
  }

  /** Of the entry; for a name error that of the closest encloser. */
  int number() {
    return number;
  }

  /** As {@link Node#steeredIndex}. */
  public int steeredIndex() {
    return entries.steeredIndex(number);
  }

  /** Places {@code view} on what the zone file has of that type; false when it has nothing. */
  public boolean find(int type, RRsetView view) {
    return entries.find(number, type, view);
  }

  /** {@link dev.leeward.dns.Name#hashCode} of the entry's name. */
  public int ownerHash() {
    return names.hash(number);
  }

  /** Writes the entry's name, as the zone file spells it, to the beginning of {@code target}. */
  public void copyOwner(byte[] target) {
    names.copyName(number, target);
  }
}
