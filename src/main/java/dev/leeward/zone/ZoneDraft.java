package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers records to RRsets (RFC 2181 section 5). Owned by the thread that loads the zone. */
final class ZoneDraft {
  private static final int FEW = 8;

  private final Name origin;
  private final DefectList defects;
  private final NameIndex names;
  private final RecordLog log = new RecordLog();

  /** The data of RRsets that are too large to be searched one by one. */
  private final Map<Integer, Set<Rdata>> large = new HashMap<>();

  private @Nullable Name lastOwner;
  private int lastNumber;
  private @Nullable Name otherZone;

  ZoneDraft(Name origin, DefectList defects) {
    this.origin = origin;
    this.defects = defects;
    this.names = new NameIndex(origin);
  }

  void add(ParsedRecord rr) {
    if (rr.owner() != lastOwner) {
      if (!rr.owner().isWithin(origin)) {
        refuse(rr);
        return;
      }
      lastNumber = names.add(rr.owner());
      lastOwner = rr.owner();
    }
    int rrset = log.rrset(lastNumber, rr.type().code());
    if (rrset == 0) {
      log.begin(lastNumber, rr);
    } else {
      add(rrset, rr);
    }
  }

  /** By which the file is known to {@link #addPlain}. */
  int fileNumber(Path file) {
    return log.number(file);
  }

  /** Of the owner, -1 when it is new. */
  int find(Name owner) {
    return names.find(owner);
  }

  /** Of the owner, new or not; -1 when it is outside of the zone. */
  int number(Name owner) {
    return names.add(owner);
  }

  /** As {@link NameIndex#add(byte[], int, int, int)}. */
  int number(byte[] wire, int from, int length, int hash) {
    return names.add(wire, from, length, hash);
  }

  /**
   * Adds a record of which there is nothing to say.
   *
   * @param number its owner's
   * @return false when something is to be said, or to be looked at: then it was not added
   */
  boolean addPlain(int number, PlainRun run, int item, int file, int line) {
    int type = run.type(item);
    int ttl = run.ttl(item);
    int rrset = log.rrset(number, type);
    if (rrset == 0) {
      rrset = log.begin(number, type, ttl, file, line);
    } else if (ttl != log.ttl(rrset)
        || !log.isSurelyNew(rrset, run.octets(), run.data(item), run.dataLength(item), FEW)) {
      return false;
    }
    log.add(rrset, run.octets(), run.data(item), run.dataLength(item));
    return true;
  }

  /** Where the file turns out to be another zone's, that is said once, not for each record. */
  private void refuse(ParsedRecord rr) {
    if (otherZone != null && rr.owner().isWithin(otherZone)) {
      return;
    }
    if (rr.type().equals(RecordType.SOA)) {
      otherZone = rr.owner();
      defects.add(
          ZoneDefectKind.ORIGIN_MISMATCH,
          rr.where(),
          "the SOA is that of " + rr.owner() + ", the configuration says " + origin,
          "set the zone's origin in the configuration, or name another file");
    } else {
      defects.add(
          ZoneDefectKind.OUT_OF_ZONE,
          rr.where(),
          rr.owner() + " " + rr.type() + " is not in the zone " + origin,
          "move it to its own zone, or check the last dot of the name and $ORIGIN");
    }
  }

  private void add(int rrset, ParsedRecord rr) {
    int ttl = log.ttl(rrset);
    // Each RRSIG has the TTL of what it covers (RFC 4034 section 3).
    if (rr.ttl() != ttl && !rr.type().equals(RecordType.RRSIG)) {
      defects.add(
          ZoneDefectKind.TTL_MISMATCH,
          rr.where(),
          rr.owner() + " " + rr.type() + " has TTL " + rr.ttl() + " here and " + ttl + " before",
          "give all records of an RRset one TTL; the lowest is used");
    }
    log.lowerTtl(rrset, (int) rr.ttl());
    if (isDuplicate(rrset, rr)) {
      defects.add(
          ZoneDefectKind.DUPLICATE_RECORD,
          rr.where(),
          rr.owner() + " " + rr.type() + " has the same data twice",
          "remove one; it is served once");
    } else {
      log.add(rrset, rr.data());
    }
  }

  private boolean isDuplicate(int rrset, ParsedRecord rr) {
    Rdata canonical = RdataNames.canonical(rr.type(), rr.data());
    Set<Rdata> known = large.get(rrset);
    if (known == null) {
      List<Rdata> records = log.records(rrset);
      if (records.size() < FEW) {
        return records.stream()
            .anyMatch(each -> RdataNames.canonical(rr.type(), each).equals(canonical));
      }
      known = new HashSet<>();
      for (Rdata each : records) {
        known.add(RdataNames.canonical(rr.type(), each));
      }
      large.put(rrset, known);
    }
    return !known.add(canonical);
  }

  ZoneData finish(Path file) {
    addNamesBetween();
    names.trim();
    log.trim();
    return new ZoneData(file, names, log);
  }

  /** Every name between the origin and an owner exists (RFC 4592 section 2.2.2). */
  private void addNamesBetween() {
    names.add(origin);
    byte[] wire = new byte[Name.MAX_WIRE_LENGTH];
    int owners = names.size();
    for (int owner = 0; owner < owners; owner++) {
      if (!names.isAtMostOneBelowOrigin(owner)) {
        addNamesAbove(wire, names.copyName(owner, wire));
      }
    }
  }

  /** From the nearest to the origin; where one is known, so are those above it. */
  private void addNamesAbove(byte[] wire, int length) {
    boolean isNew = true;
    for (int at = wire[0] + 1; isNew; at += wire[at] + 1) {
      int known = names.size();
      names.add(wire, at, length - at, NameEndings.hash(wire, at, length));
      isNew = names.size() > known;
    }
  }
}
