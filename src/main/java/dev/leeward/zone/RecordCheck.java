package dev.leeward.zone;

import static dev.leeward.dns.RecordType.DS;
import static dev.leeward.dns.RecordType.HTTPS;
import static dev.leeward.dns.RecordType.MX;
import static dev.leeward.dns.RecordType.NS;
import static dev.leeward.dns.RecordType.SRV;
import static dev.leeward.dns.RecordType.SVCB;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.util.List;

/** What an RRset shows by itself. Owned by the thread that loads the zone. */
final class RecordCheck {
  private static final int LARGEST_MESSAGE = 0xFFFF;
  private static final int HEADER = 12;
  private static final int TYPE_AND_CLASS = 4;

  /** A pointer to the owner, type, class, TTL and length. */
  private static final int BEFORE_DATA = 12;

  private static final int POINTER = 2;

  private final ZoneData zone;
  private final DefectList defects;

  RecordCheck(ZoneData zone, DefectList defects) {
    this.zone = zone;
    this.defects = defects;
  }

  void check(PlacedRRset placed) {
    RRset rrset = placed.rrset();
    checkSize(placed);
    checkTtl(placed);
    if (rrset.type().equals(MX) || rrset.type().equals(SRV)) {
      checkNullTarget(placed);
    } else if (rrset.type().equals(SVCB) || rrset.type().equals(HTTPS)) {
      checkServiceBinding(placed);
    } else if (rrset.type().equals(DS)) {
      checkDelegated(placed);
    }
  }

  /** Over TCP too an answer has one message (RFC 7766 section 8). */
  private void checkSize(PlacedRRset placed) {
    RRset rrset = placed.rrset();
    long least = HEADER + rrset.owner().wireLength() + TYPE_AND_CLASS;
    for (Rdata data : rrset.records()) {
      least += BEFORE_DATA + leastLength(rrset.type(), data);
    }
    if (least > LARGEST_MESSAGE) {
      add(
          ZoneDefectKind.RRSET_TOO_LARGE,
          placed,
          rrset.records().size() + " records need " + least + " octets, a message has 65535",
          "spread them over several names");
    }
  }

  /** With every name that may be compressed at its shortest. */
  private static int leastLength(RecordType type, Rdata data) {
    int length = data.length();
    int at = RdataNames.offset(type);
    for (int names = RdataNames.compressible(type); names > 0; names--) {
      int name = data.nameAt(at).wireLength();
      length -= Math.max(0, name - POINTER);
      at += name;
    }
    return length;
  }

  private void checkTtl(PlacedRRset placed) {
    if (placed.rrset().ttl() == Integer.MAX_VALUE) {
      add(
          ZoneDefectKind.TTL_TOO_HIGH,
          placed,
          "its TTL is 2147483647 seconds, 68 years, or was above and is read as that",
          "choose a lower one, days at most");
    }
  }

  /** RFC 7505 section 3 for MX, RFC 2782 for SRV. */
  private void checkNullTarget(PlacedRRset placed) {
    RRset rrset = placed.rrset();
    int offset = RdataNames.targetOffset(rrset.type());
    if (rrset.records().size() > 1
        && rrset.records().stream().anyMatch(data -> data.nameAt(offset).isRoot())) {
      add(
          ZoneDefectKind.NULL_TARGET_BESIDE_OTHERS,
          placed,
          "\".\" says that there is no such service, beside records of one",
          "leave the record with \".\" alone, or remove it");
    }
  }

  private void checkServiceBinding(PlacedRRset placed) {
    List<Rdata> records = placed.rrset().records();
    if (records.size() > 1 && records.stream().anyMatch(RecordCheck::isAlias)) {
      add(
          ZoneDefectKind.SERVICE_ALIAS_BESIDE_OTHERS,
          placed,
          "an alias (priority 0) makes clients ignore the records beside it",
          "leave one alias, or give every record a priority of 1 or more");
    }
    if (records.stream().anyMatch(data -> isAlias(data) && ServiceParameters.of(data).hasAny())) {
      add(
          ZoneDefectKind.SERVICE_ALIAS_WITH_PARAMETERS,
          placed,
          "an alias (priority 0) has parameters, which clients ignore",
          "remove them, or give the record a priority of 1 or more");
    }
    if (records.stream().anyMatch(data -> !ServiceParameters.of(data).isConsistent())) {
      add(
          ZoneDefectKind.SERVICE_WITHOUT_PROTOCOL,
          placed,
          "no-default-alpn without alpn leaves no protocol",
          "add alpn, or remove no-default-alpn");
    }
  }

  private static boolean isAlias(Rdata data) {
    return data.octetAt(0) == 0 && data.octetAt(1) == 0;
  }

  /** RFC 4035 section 2.4. */
  private void checkDelegated(PlacedRRset placed) {
    if (!zone.has(placed.rrset().owner(), NS) || placed.rrset().owner().equals(zone.origin())) {
      add(
          ZoneDefectKind.DS_WITHOUT_DELEGATION,
          placed,
          "a DS where nothing is delegated",
          "add the child's NS records, or remove it");
    }
  }

  private void add(ZoneDefectKind kind, PlacedRRset placed, String what, String whatToDo) {
    RRset rrset = placed.rrset();
    defects.add(kind, placed.where(), rrset.owner() + " " + rrset.type() + ": " + what, whatToDo);
  }
}
