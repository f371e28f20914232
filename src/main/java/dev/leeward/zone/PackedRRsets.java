package dev.leeward.zone;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import java.util.Collection;

/**
 * RRsets of many names in the form in which a zone keeps them, to be read in place: side by side,
 * for where each lies for itself reading one waits for memory several times. Owned by whoever packs
 * them until {@link #trim}; never changed from then on.
 */
public final class PackedRRsets {
  private final OctetStore rows = new OctetStore();

  /**
   * Packs what one name has.
   *
   * @param rrsets each of another type
   * @return its place here
   */
  public int add(Collection<RRset> rrsets) {
    int place = rows.end();
    int length = 0;
    for (RRset rrset : rrsets) {
      int content = contentLength(rrset);
      length +=
          OctetStore.varintLength(rrset.type().code()) + OctetStore.varintLength(content) + content;
    }
    rows.appendVarint(length);
    rrsets.forEach(rrset -> append(rows, rrset));
    return place;
  }

  /** Nothing more comes: gives back the room that was not needed. */
  public void trim() {
    rows.trim();
  }

  /** Places {@code view} on the RRset of that type of the name at that place; false without one. */
  public boolean find(int place, int type, RRsetView view) {
    long length = rows.varintAt(place);
    int from = OctetStore.behind(length, place);
    return view.find(rows, from, from + (int) length, type);
  }

  /** Type, octets to skip, TTL, then length and data of each record. */
  static void append(OctetStore rows, RRset rrset) {
    rows.appendVarint(rrset.type().code());
    rows.appendVarint(contentLength(rrset));
    rows.appendVarint((int) rrset.ttl());
    for (Rdata data : rrset.records()) {
      rows.appendVarint(data.length());
      rows.append(data.wire());
    }
  }

  private static int contentLength(RRset rrset) {
    int length = OctetStore.varintLength((int) rrset.ttl());
    for (Rdata data : rrset.records()) {
      length += OctetStore.varintLength(data.length()) + data.length();
    }
    return length;
  }
}
