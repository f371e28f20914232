package dev.leeward.answer;

import dev.leeward.dns.Rcode;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.wire.PlainMessage;
import dev.leeward.wire.PlainQuery;
import dev.leeward.wire.Section;
import dev.leeward.zone.Finding;
import dev.leeward.zone.RRsetView;
import dev.leeward.zone.SoughtName;
import dev.leeward.zone.Zone;
import org.jspecify.annotations.Nullable;

/**
 * {@link Resolution} from packed zones right into the message, without an object. What is rare is
 * left to the other: DNAME, DS, ANY, names outside of all zones. Owned by one responder's thread.
 */
final class PlainResolution {
  private static final int CNAME = RecordType.CNAME.code();
  private static final int NS = RecordType.NS.code();

  private final PlainMessage message;
  private final SetWriter writer;
  private final PlainAdditionalData additional;
  private final SoughtName name = new SoughtName();
  private final Finding finding = new Finding();
  private final RRsetView set = new RRsetView();
  private final byte[] octets = new byte[PlainMessage.NAME_OCTETS];

  private int type;
  private Rcode rcode = Rcode.NOERROR;
  private boolean authoritative;
  private int accountedHash;
  private int accountedType;
  private boolean leadsOn;
  private @Nullable String explanation;

  PlainResolution(PlainMessage message) {
    this.message = message;
    this.writer = new SetWriter(message);
    this.additional = new PlainAdditionalData(message);
  }

  /** Whether an answer to this type can be plain at all. */
  static boolean isPlain(int type) {
    return switch (type) {
      case 43, 251, 252, 255 -> false; // DS IXFR AXFR ANY
      default -> true;
    };
  }

  /**
   * Writes all that answers the query behind its question.
   *
   * @return false when that is not plain, and the message is of no use
   */
  boolean resolve(PlainQuery query, ServingState state) {
    type = query.type();
    rcode = Rcode.NOERROR;
    authoritative = false;
    explanation = null;
    if (!name.set(query.octets(), query.nameAt(), query.endOfName())) {
      return false;
    }
    message.ownedByQuestion();
    Zone zone = state.zones().responsible(name);
    if (zone == null) {
      return false;
    }
    zone.seek(name, finding);
    account(zone);
    for (int aliases = 0; zone != null; aliases++) {
      leadsOn = false;
      if (!step(zone, state)) {
        return false;
      }
      if (!leadsOn || aliases == Resolution.MOST_ALIASES) {
        return true;
      }
      zone = follow(state);
    }
    return true;
  }

  private void account(Zone zone) {
    switch (finding.kind()) {
      case FOUND -> account(name.hash(), type);
      case SYNTHESIZED -> account(finding.ownerHash(), type);
      case REFERRAL, REDIRECTION -> account(finding.ownerHash(), 0);
      case EMPTY_NON_TERMINAL, NAME_ERROR -> account(zone.origin().hashCode(), 0);
    }
  }

  private void account(int nameHash, int countedType) {
    accountedHash = nameHash;
    accountedType = countedType;
  }

  private boolean step(Zone zone, ServingState state) {
    return switch (finding.kind()) {
      case FOUND, SYNTHESIZED -> found(zone, state);
      case REFERRAL -> refer(zone, state);
      case REDIRECTION -> false;
      case EMPTY_NON_TERMINAL -> end(Rcode.NOERROR, zone, zone.negativeTtl());
      case NAME_ERROR -> end(Rcode.NXDOMAIN, zone, zone.negativeTtl());
    };
  }

  private boolean found(Zone zone, ServingState state) {
    int steered = finding.steeredIndex();
    if (steered >= 0) {
      String why = state.steering().explanation(steered);
      explanation = why == null ? explanation : why;
    }
    if (finds(steered, type, state)) {
      authoritative = true;
      return writer.write(Section.ANSWER, type, set.ttl(), set)
          && additional.collect(type, set, name, zone, state);
    }
    if (!finds(steered, CNAME, state)) {
      return end(Rcode.NOERROR, zone, negativeTtl(steered, zone, state));
    }
    if (message.holds(CNAME)) {
      return true;
    }
    authoritative = true;
    leadsOn = true;
    return writer.write(Section.ANSWER, CNAME, set.ttl(), set);
  }

  private boolean finds(int steered, int wanted, ServingState state) {
    return steered < 0 ? finding.find(wanted, set) : state.steering().find(steered, wanted, set);
  }

  private long negativeTtl(int steered, Zone zone, ServingState state) {
    return steered >= 0 && finding.find(type, set) // it is only withdrawn
        ? Math.min(zone.negativeTtl(), state.steering().negativeTtl(steered))
        : zone.negativeTtl();
  }

  /** Looks for what the alias points at; null where the way ends with it. */
  private @Nullable Zone follow(ServingState state) {
    set.rewind();
    set.next();
    set.copyTo(octets, 0, set.length());
    Zone zone = name.set(octets, 0, set.length()) ? state.zones().responsible(name) : null;
    if (zone != null) {
      message.ownedBy(octets, 0);
      zone.seek(name, finding);
    }
    return zone;
  }

  private boolean refer(Zone zone, ServingState state) {
    finding.find(NS, set);
    finding.copyOwner(octets);
    message.ownedBy(octets, 0);
    return writer.write(Section.AUTHORITY, NS, set.ttl(), set)
        && additional.collectOfReferral(octets, set, zone, state);
  }

  private boolean end(Rcode code, Zone zone, long negativeTtl) {
    authoritative = true;
    rcode = code;
    zone.findSoa(set);
    zone.origin().copyTo(octets, 0);
    message.ownedBy(octets, 0);
    int ttl = (int) Math.min(set.ttl(), negativeTtl);
    return writer.write(Section.AUTHORITY, RecordType.SOA.code(), ttl, set);
  }

  Rcode rcode() {
    return rcode;
  }

  boolean isAuthoritative() {
    return authoritative;
  }

  /** As {@link Reply#accountedName}, its hash. */
  int accountedHash() {
    return accountedHash;
  }

  int accountedType() {
    return accountedType;
  }

  /** Why the answer is not all that the zone file says. */
  @Nullable String explanation() {
    return explanation;
  }
}
