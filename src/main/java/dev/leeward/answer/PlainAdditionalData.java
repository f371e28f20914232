package dev.leeward.answer;

import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.Steering;
import dev.leeward.wire.PlainMessage;
import dev.leeward.wire.Section;
import dev.leeward.zone.Finding;
import dev.leeward.zone.RRsetView;
import dev.leeward.zone.SoughtName;
import dev.leeward.zone.Zone;

/**
 * {@link AdditionalData} from packed zones right into the message, with a referral's glue before
 * it. Owned by one responder's thread.
 */
final class PlainAdditionalData {
  private static final int NS = RecordType.NS.code();
  private static final int A = RecordType.A.code();
  private static final int AAAA = RecordType.AAAA.code();
  private static final int MOST_OCTETS_BEFORE_HOST = 6;

  private final PlainMessage message;
  private final SetWriter writer;
  private final SoughtName host = new SoughtName();
  private final SoughtName cut = new SoughtName();
  private final Finding finding = new Finding();
  private final RRsetView addresses = new RRsetView();
  private final byte[] data = new byte[MOST_OCTETS_BEFORE_HOST + PlainMessage.NAME_OCTETS];
  private final byte[] owner = new byte[PlainMessage.NAME_OCTETS];

  PlainAdditionalData(PlainMessage message) {
    this.message = message;
    this.writer = new SetWriter(message);
  }

  /**
   * Writes the addresses of the hosts that the set points at.
   *
   * @param sought the set's owner
   * @param home where it was found
   * @return false when there was no room
   */
  boolean collect(int type, RRsetView set, SoughtName sought, Zone home, ServingState state) {
    int hostAt = RdataNames.targetOffset(type);
    if (hostAt < 0) {
      return true;
    }
    int hosts = 0;
    set.rewind();
    while (set.next() && hosts < AdditionalData.MOST_HOSTS) {
      if (readHost(set, hostAt, type, sought)) {
        Zone zone = state.zones().find(host);
        if (zone != null && (zone.equals(home) || host.isWithin(home.origin()))) {
          hosts++;
          if (!add(hostAt, zone, type == NS, state)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * Writes the glue of a referral, what lies below the cut first (RFC 9471 section 3.1), then
   * whatever else is known of its name servers' addresses.
   *
   * @param cutOctets the name of the cut
   */
  boolean collectOfReferral(byte[] cutOctets, RRsetView servers, Zone zone, ServingState state) {
    return cut.set(cutOctets, 0, cutOctets.length)
        && addGlue(servers, zone, true)
        && (isAllBelowCut(servers, zone, state)
            || (addGlue(servers, zone, false) && collect(NS, servers, cut, zone, state)));
  }

  private boolean addGlue(RRsetView servers, Zone zone, boolean isBelowCut) {
    servers.rewind();
    while (servers.next()) {
      boolean isGlue =
          readHost(servers, 0, NS, cut)
              && host.isWithin(cut) == isBelowCut
              && (isBelowCut || host.isWithin(zone.origin()))
              && zone.seekExactly(host, finding);
      if (isGlue && !addUnsteered(0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether each server either lies below the cut, so that its glue is all that is known of it, or
   * outside of the zone: that is so in most delegations.
   */
  private boolean isAllBelowCut(RRsetView servers, Zone zone, ServingState state) {
    servers.rewind();
    while (servers.next()) {
      if (readHost(servers, 0, NS, cut)) {
        boolean isBelow = host.isWithin(cut) && zone.equals(state.zones().find(host));
        if (!isBelow && host.isWithin(zone.origin())) {
          return false;
        }
      }
    }
    return true;
  }

  /** False when the record points at no host. */
  private boolean readHost(RRsetView set, int hostAt, int type, SoughtName sought) {
    int length = Math.min(set.length(), data.length);
    set.copyTo(data, 0, length);
    if ((type == 64 || type == 65) && data[hostAt] == 0) { // SVCB HTTPS, RFC 9460 section 2.5
      boolean isAlias = data[0] == 0 && data[1] == 0;
      if (isAlias) {
        return false;
      }
      sought.copyTo(owner);
      System.arraycopy(owner, 0, data, hostAt, sought.length());
      length = data.length;
    }
    return host.set(data, hostAt, length);
  }

  private boolean add(int hostAt, Zone zone, boolean isNameServer, ServingState state) {
    zone.seek(host, finding);
    return switch (finding.kind()) {
      case FOUND, SYNTHESIZED -> addServed(hostAt, state);
      case REFERRAL -> !isNameServer || !zone.seekExactly(host, finding) || addUnsteered(hostAt);
      case REDIRECTION, EMPTY_NON_TERMINAL, NAME_ERROR -> true;
    };
  }

  private boolean addServed(int hostAt, ServingState state) {
    int steered = finding.steeredIndex();
    if (steered < 0) {
      return addUnsteered(hostAt);
    }
    Steering served = state.steering();
    return (!served.find(steered, A, addresses) || add(A, hostAt))
        && (!served.find(steered, AAAA, addresses) || add(AAAA, hostAt));
  }

  private boolean addUnsteered(int hostAt) {
    return (!finding.find(A, addresses) || add(A, hostAt))
        && (!finding.find(AAAA, addresses) || add(AAAA, hostAt));
  }

  /** A name that the message does not hold yet is spelled as in the zone file. */
  private boolean add(int type, int hostAt) {
    if (!message.ownedBy(data, hostAt) && finding.kind() == Finding.Kind.FOUND) {
      finding.copyOwner(owner);
      message.ownedBy(owner, 0);
    }
    return message.holds(type)
        || writer.write(Section.ADDITIONAL, type, addresses.ttl(), addresses);
  }
}
