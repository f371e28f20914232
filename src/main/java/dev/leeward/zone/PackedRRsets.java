package dev.leeward.zone;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import java.util.Collection;

/** RRsets of one name in the form in which a zone keeps them, to be read in place. Immutable. */
public final class PackedRRsets {
  private final OctetStore rows = new OctetStore();

  /** Of RRsets that all have one owner, each of another type. */
  public PackedRRsets(Collection<RRset> rrsets) {
    rrsets.forEach(rrset -> append(rows, rrset));
    rows.trim();
  }

  /** Places {@code view} on the RRset of that type; false when there is none. */
  public boolean find(int type, RRsetView view) {
    return view.find(rows, 0, rows.end(), type);
  }

  /** Type, octets to skip, TTL, then length and data of each record. */
  static void append(OctetStore rows, RRset rrset) {
    int length = OctetStore.varintLength((int) rrset.ttl());
    for (Rdata data : rrset.records()) {
      length += OctetStore.varintLength(data.length()) + data.length();
    }
    rows.appendVarint(rrset.type().code());
    rows.appendVarint(length);
    rows.appendVarint((int) rrset.ttl());
    for (Rdata data : rrset.records()) {
      rows.appendVarint(data.length());
      rows.append(data.wire());
    }
  }
}
