package dev.leeward.zone;

import static dev.leeward.dns.RecordType.A;
import static dev.leeward.dns.RecordType.AAAA;
import static dev.leeward.dns.RecordType.CNAME;
import static dev.leeward.dns.RecordType.NS;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RdataNames;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the hosts that records point at, where they are this zone's, have what they need. */
final class TargetCheck {
  /** Types whose names must be hosts; SVCB and HTTPS may name an alias. */
  private static final Set<RecordType> HOSTS = Set.of(NS, RecordType.MX, RecordType.SRV);

  private static final int FIELDS = 4;
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){4}");

  private final Name origin;
  private final ZoneData zone;
  private final DefectList defects;
  private final boolean complete;

  /**
   * @param complete whether every entry was read: only then is an address missing
   */
  TargetCheck(ZoneData zone, DefectList defects, boolean complete) {
    this.zone = zone;
    this.origin = zone.origin();
    this.defects = defects;
    this.complete = complete;
  }

  void check(PlacedRRset placed) {
    int offset = RdataNames.targetOffset(placed.rrset().type());
    if (offset < 0) {
      return;
    }
    for (Rdata data : placed.rrset().records()) {
      Name target = data.nameAt(offset);
      if (isAddress(target)) {
        add(
            ZoneDefectKind.TARGET_IS_ADDRESS,
            placed,
            "names an address: " + target,
            "write the name of a host that has this address");
      } else if (target.isWithin(origin) && HOSTS.contains(placed.rrset().type())) {
        checkTarget(placed, target);
      }
    }
  }

  /** Four numbers, with or without the origin that was put behind them. */
  private boolean isAddress(Name target) {
    int before = target.labelCount() - FIELDS;
    return (before == 0 || (before == origin.labelCount() && target.isWithin(origin)))
        && ADDRESS.matcher(target.toString()).lookingAt();
  }

  private void checkTarget(PlacedRRset placed, Name target) {
    Name barrier = zone.isZoneCut(target) ? target : zone.barrierAbove(target);
    if (zone.has(target, CNAME) || (barrier != null && !zone.isZoneCut(barrier))) {
      add(
          ZoneDefectKind.TARGET_IS_CNAME,
          placed,
          "points at the alias " + target,
          "name the host that the alias stands for");
    } else if (complete && !hasAddress(target)) {
      checkAddress(placed, target, barrier);
    }
  }

  /**
   * Below its own cut, or where this zone has authority, this file must have the address; below
   * another cut the child's zone has it.
   */
  private void checkAddress(PlacedRRset placed, Name target, @Nullable Name cut) {
    if (cut == null) {
      if (!isCoveredByWildcard(target)) {
        add(
            ZoneDefectKind.MISSING_ADDRESS,
            placed,
            "points at " + target + ", which has no address in this zone",
            "add an A or AAAA record for " + target);
      }
    } else if (placed.rrset().type().equals(NS) && placed.rrset().owner().equals(cut)) {
      add(
          ZoneDefectKind.MISSING_GLUE,
          placed,
          "points at " + target + " below the zone cut, which has no address here",
          "add an A or AAAA record for " + target + " as glue");
    }
  }

  private void add(ZoneDefectKind kind, PlacedRRset placed, String what, String whatToDo) {
    RRset rrset = placed.rrset();
    defects.add(kind, placed.where(), rrset.owner() + " " + rrset.type() + " " + what, whatToDo);
  }

  private boolean isCoveredByWildcard(Name host) {
    if (zone.index().find(host) >= 0) {
      return false;
    }
    Name wildcard = zone.wildcardFor(host);
    return wildcard != null && (hasAddress(wildcard) || zone.has(wildcard, CNAME));
  }

  private boolean hasAddress(Name host) {
    return zone.has(host, A) || zone.has(host, AAAA);
  }
}
