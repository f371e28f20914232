package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
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
  private final byte[] data = new byte[MOST_OCTETS_BEFORE_HOST + Name.MAX_WIRE_LENGTH];
  private final byte[] owner = new byte[Name.MAX_WIRE_LENGTH];

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
      if (readHost(set, hostAt, type, sought) && host.isWithin(home.origin())) {
        hosts++;
        if (!add(hostAt, type == NS, state)) {
          return false;
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
  boolean collectGlue(byte[] cutOctets, RRsetView servers, Zone zone, ServingState state) {
    return cut.set(cutOctets, 0, cutOctets.length)
        && addGlue(servers, zone, true)
        && addGlue(servers, zone, false)
        && collect(NS, servers, cut, zone, state);
  }

  private boolean addGlue(RRsetView servers, Zone zone, boolean isBelowCut) {
    servers.rewind();
    while (servers.next()) {
      boolean isGlue =
          readHost(servers, 0, NS, cut)
              && host.isWithin(cut) == isBelowCut
              && host.isWithin(zone.origin())
              && zone.seekExactly(host, finding);
      if (isGlue && !addUnsteered()) {
        return false;
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

  private boolean add(int hostAt, boolean isNameServer, ServingState state) {
    Zone zone = state.zones().find(host);
    if (zone == null) {
      return true;
    }
    zone.seek(host, finding);
    return switch (finding.kind()) {
      case FOUND -> {
        finding.copyOwner(owner);
        yield addServed(owner, 0, A, state) && addServed(owner, 0, AAAA, state);
      }
      case SYNTHESIZED -> addServed(data, hostAt, A, state) && addServed(data, hostAt, AAAA, state);
      case REFERRAL -> !isNameServer || !zone.seekExactly(host, finding) || addUnsteered();
      case REDIRECTION, EMPTY_NON_TERMINAL, NAME_ERROR -> true;
    };
  }

  private boolean addServed(byte[] name, int at, int type, ServingState state) {
    int steered = finding.steeredIndex();
    boolean isThere =
        steered < 0
            ? finding.find(type, addresses)
            : state.steering().at(steered).packed().find(type, addresses);
    return !isThere || add(name, at, type);
  }

  private boolean addUnsteered() {
    finding.copyOwner(owner);
    return (!finding.find(A, addresses) || add(owner, 0, A))
        && (!finding.find(AAAA, addresses) || add(owner, 0, AAAA));
  }

  private boolean add(byte[] name, int at, int type) {
    message.ownedBy(name, at);
    return message.holds(type)
        || writer.write(Section.ADDITIONAL, type, addresses.ttl(), addresses);
  }
}
