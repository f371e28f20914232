package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers records to RRsets (RFC 2181 section 5). Owned by the thread that loads the zone. */
final class ZoneDraft {
  private final Name origin;
  private final DefectList defects;
  private final Map<Name, List<RRsetDraft>> owners = new HashMap<>();
  private @Nullable Name otherZone;

  ZoneDraft(Name origin, DefectList defects) {
    this.origin = origin;
    this.defects = defects;
  }

  void add(ParsedRecord rr) {
    if (!rr.owner().isWithin(origin)) {
      refuse(rr);
      return;
    }
    List<RRsetDraft> drafts = owners.computeIfAbsent(rr.owner(), name -> new ArrayList<>(2));
    for (RRsetDraft draft : drafts) {
      if (draft.type.equals(rr.type())) {
        draft.add(rr, defects);
        return;
      }
    }
    drafts.add(new RRsetDraft(rr));
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

  ZoneData finish(Path file) {
    Map<Name, List<PlacedRRset>> finished = HashMap.newHashMap(owners.size());
    owners.forEach((owner, drafts) ->
        finished.put(owner, drafts.stream().map(draft -> draft.finish(owner)).toList()));
    return new ZoneData(origin, file, finished);
  }

  /** Owned by the draft of its zone. */
  private static final class RRsetDraft {
    private static final int FEW = 8;
    private static final RecordType RRSIG = RecordType.RRSIG;

    final RecordType type;
    private final FileLine where;
    private final List<Rdata> records = new ArrayList<>(1);
    private Set<Rdata> seen = Set.of();
    private long ttl;

    RRsetDraft(ParsedRecord first) {
      type = first.type();
      where = first.where();
      ttl = first.ttl();
      records.add(first.data());
    }

    void add(ParsedRecord rr, DefectList defects) {
      // Each RRSIG has the TTL of what it covers (RFC 4034 section 3).
      if (rr.ttl() != ttl && !type.equals(RRSIG)) {
        defects.add(
            ZoneDefectKind.TTL_MISMATCH,
            rr.where(),
            rr.owner() + " " + type + " has TTL " + rr.ttl() + " here and " + ttl + " before",
            "give all records of an RRset one TTL; the lowest is used");
      }
      ttl = Math.min(ttl, rr.ttl());
      if (isDuplicate(rr.data())) {
        defects.add(
            ZoneDefectKind.DUPLICATE_RECORD,
            rr.where(),
            rr.owner() + " " + type + " has the same data twice",
            "remove one; it is served once");
      } else {
        records.add(rr.data());
      }
    }

    private boolean isDuplicate(Rdata data) {
      Rdata canonical = RdataNames.canonical(type, data);
      if (records.size() < FEW) {
        return records.stream().anyMatch(r -> RdataNames.canonical(type, r).equals(canonical));
      }
      if (records.size() == FEW) {
        seen = new HashSet<>();
        records.forEach(r -> seen.add(RdataNames.canonical(type, r)));
      }
      return !seen.add(canonical);
    }

    PlacedRRset finish(Name owner) {
      return new PlacedRRset(new RRset(owner, type, ttl, records), where);
    }
  }
}
