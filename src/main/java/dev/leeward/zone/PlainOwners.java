package dev.leeward.zone;

import dev.leeward.dns.RecordType;

/**
 * Tells, without an object for a record, the owners of which {@link ZoneCheck} has nothing to say:
 * nearly all of a large zone. What is not plainly in order is left to it. Owned by the thread that
 * loads the zone.
 */
final class PlainOwners {
  private static final int CNAME = RecordType.CNAME.code();
  private static final int NS = RecordType.NS.code();
  private static final int A = RecordType.A.code();
  private static final int AAAA = RecordType.AAAA.code();
  private static final int DNAME = RecordType.DNAME.code();

  /** Far below what one message holds. */
  private static final int MOST_OCTETS = 4_096;

  private static final int PER_RECORD = 16;

  private final ZoneData zone;
  private final NameIndex names;
  private final RecordLog log;
  private final boolean hasDnames;
  private final byte[] data = new byte[MOST_OCTETS];

  PlainOwners(ZoneData zone) {
    this.zone = zone;
    this.names = zone.index();
    this.log = zone.log();
    this.hasDnames = zone.ownerNumbers().anyMatch(owner -> log.rrset(owner, DNAME) != 0);
  }

  boolean isPlain(int owner) {
    boolean isCut = zone.isZoneCut(owner);
    boolean isBelow = zone.highestBarrierAbove(owner) >= 0;
    if (isBelow && (hasDnames || isCut)) {
      return false;
    }
    boolean isDelegated = isBelow || isCut;
    for (int each = log.firstRRset(owner); each != 0; each = log.nextRRset(each)) {
      int type = log.type(each);
      boolean belongsHere = !isDelegated || type == A || type == AAAA || (isCut && type == NS);
      if (!belongsHere || !isPlain(owner, each)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlain(int owner, int rrset) {
    if (log.ttl(rrset) == Integer.MAX_VALUE || !isSmall(rrset)) {
      return false;
    }
    return switch (log.type(rrset)) {
      case 1, 16, 28 -> true; // A TXT AAAA: nothing about other names
      case 2 -> zone.isZoneCut(owner) && hasPlainHosts(rrset, 0);
      case 5 -> isAlone(owner) && log.isSingle(rrset) && isPlainAlias(rrset);
      case 15 -> hasPlainHosts(rrset, 2);
      case 33 -> hasPlainHosts(rrset, 6);
      default -> false;
    };
  }

  private boolean isSmall(int rrset) {
    int last = log.lastRecord(rrset);
    int octets = 0;
    int each = last;
    do {
      each = log.nextRecord(each);
      octets += log.dataLength(each) + PER_RECORD;
    } while (each != last && octets <= MOST_OCTETS);
    return octets <= MOST_OCTETS;
  }

  private boolean isAlone(int owner) {
    return log.nextRRset(log.firstRRset(owner)) == 0;
  }

  /** It leads to a name elsewhere, or to one here that is no alias: so it is part of no loop. */
  private boolean isPlainAlias(int rrset) {
    int length = log.copyData(log.firstRecord(rrset), data);
    if (!names.isWithin(data, 0, length)) {
      return true;
    }
    int target = names.find(data, 0, length);
    return target >= 0 && log.rrset(target, CNAME) == 0;
  }

  private boolean hasPlainHosts(int rrset, int offset) {
    int last = log.lastRecord(rrset);
    int each = last;
    do {
      each = log.nextRecord(each);
      int length = log.copyData(each, data);
      if (!isPlainHost(offset, length - offset)) {
        return false;
      }
    } while (each != last);
    return true;
  }

  /** A host elsewhere, or one here with addresses; neither the root nor what may be an address. */
  private boolean isPlainHost(int from, int length) {
    if (length < 2 || PlainTokens.isDigit(data[from + 1])) {
      return false;
    }
    if (!names.isWithin(data, from, length)) {
      return true;
    }
    int host = names.find(data, from, length);
    return host >= 0
        && (log.rrset(host, A) != 0 || log.rrset(host, AAAA) != 0)
        && log.rrset(host, CNAME) == 0
        && !(hasDnames && zone.highestBarrierAbove(host) >= 0);
  }
}
