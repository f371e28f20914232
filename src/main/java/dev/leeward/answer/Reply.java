package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it is put together, before it is known what of it fits. Owned by its responder's
 * thread.
 */
final class Reply {
  private final List<RRset> answer = new ArrayList<>();
  private final List<RRset> authority = new ArrayList<>();
  private final List<RRset> requiredGlue = new ArrayList<>();
  private final List<RRset> additional = new ArrayList<>();
  private Rcode rcode = Rcode.NOERROR;
  private boolean authoritative;
  private boolean truncated;
  private boolean outsideOfZones;
  private @Nullable Zone zone;
  private Name accountedName = Name.ROOT;
  private int accountedType;
  private @Nullable Name notReady;
  private @Nullable String explanation;

  void clear() {
    answer.clear();
    authority.clear();
    requiredGlue.clear();
    additional.clear();
    rcode = Rcode.NOERROR;
    authoritative = false;
    truncated = false;
    outsideOfZones = false;
    zone = null;
    accountedName = Name.ROOT;
    accountedType = 0;
    notReady = null;
    explanation = null;
  }

  /** An answer that says nothing but its code. */
  void only(Rcode code) {
    clear();
    rcode = code;
  }

  /** No zone that is served or configured has the name. */
  void outsideOfZones() {
    only(Rcode.REFUSED);
    outsideOfZones = true;
  }

  /** Nothing but the question, to be asked again over TCP; the code stays. */
  void truncate() {
    answer.clear();
    authority.clear();
    requiredGlue.clear();
    additional.clear();
    explanation = null;
    truncated = true;
  }

  void notAuthoritative() {
    authoritative = false;
  }

  /** Which zone the name asked for was looked up in. */
  void from(Zone found) {
    zone = found;
  }

  /**
   * What a rate limit counts this answer as.
   *
   * @param type its code; 0 where it is the same answer for every type
   */
  void account(Name name, int type) {
    accountedName = name;
    accountedType = type;
  }

  void notReady(Name origin) {
    only(Rcode.SERVFAIL);
    notReady = origin;
  }

  void answer(RRset set) {
    authoritative = true;
    answer.add(set);
  }

  /**
   * The type, or the name, does not exist, and {@code soa} says for how long that may be believed
   * (RFC 2308).
   */
  void negative(Rcode code, RRset soa) {
    authoritative = true;
    rcode = code;
    authority.add(soa);
  }

  /** The way ends here, authoritatively and without a proof. */
  void end(Rcode code) {
    authoritative = true;
    rcode = code;
  }

  /** Not authoritative, unless an alias led here (RFC 1034 section 4.3.2, step 3b). */
  void refer(RRset nameServers) {
    authority.add(nameServers);
  }

  void requiredGlue(RRset set) {
    requiredGlue.add(set);
  }

  void additional(RRset set) {
    additional.add(set);
  }

  void explain(String text) {
    explanation = text;
  }

  /** Whether the set is in it already, so that no section repeats it. */
  boolean holds(Name owner, RecordType type) {
    return holds(answer, owner, type)
        || holds(requiredGlue, owner, type)
        || holds(additional, owner, type);
  }

  boolean answers(Name owner, RecordType type) {
    return holds(answer, owner, type);
  }

  private static boolean holds(List<RRset> sets, Name owner, RecordType type) {
    for (RRset set : sets) {
      if (set.type().equals(type) && set.owner().equals(owner)) {
        return true;
      }
    }
    return false;
  }

  List<RRset> answer() {
    return answer;
  }

  List<RRset> authority() {
    return authority;
  }

  List<RRset> requiredGlue() {
    return requiredGlue;
  }

  List<RRset> additional() {
    return additional;
  }

  Rcode rcode() {
    return rcode;
  }

  boolean isAuthoritative() {
    return authoritative;
  }

  boolean isTruncated() {
    return truncated;
  }

  boolean isOutsideOfZones() {
    return outsideOfZones;
  }

  @Nullable Zone zone() {
    return zone;
  }

  Name accountedName() {
    return accountedName;
  }

  int accountedType() {
    return accountedType;
  }

  /** Whether there is something to be said that the client did not ask for. */
  boolean hasRemark() {
    return outsideOfZones || notReady != null || explanation != null;
  }

  /** Origin of the zone that should answer and is not loaded. */
  @Nullable Name notReady() {
    return notReady;
  }

  /** Why the answer is not all that the zone file says. */
  @Nullable String explanation() {
    return explanation;
  }
}
