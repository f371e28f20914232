package dev.leeward.zone;

import static dev.leeward.dns.RecordType.A;
import static dev.leeward.dns.RecordType.AAAA;
import static dev.leeward.dns.RecordType.CNAME;
import static dev.leeward.dns.RecordType.NS;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RdataNames;
import dev.leeward.zone.ZoneData.PlacedRRset;

/** Whether the hosts that records point at, where they are this zone's, have what they need. */
final class TargetCheck {
  private final ZoneData zone;
  private final DefectList defects;
  private final boolean complete;

  /**
   * @param complete whether every entry was read: only then is an address missing
   */
  TargetCheck(ZoneData zone, DefectList defects, boolean complete) {
    this.zone = zone;
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
      if (target.isWithin(zone.origin())) {
        checkTarget(placed, target);
      }
    }
  }

  private void checkTarget(PlacedRRset placed, Name target) {
    RRset rrset = placed.rrset();
    if (zone.has(target, CNAME)) {
      defects.add(
          ZoneDefectKind.TARGET_IS_CNAME,
          placed.where(),
          rrset.owner() + " " + rrset.type() + " points at the alias " + target,
          "name the host that the alias stands for");
    } else if (complete && rrset.type().equals(NS) && lacksAddress(rrset.owner(), target)) {
      defects.add(
          ZoneDefectKind.MISSING_ADDRESS,
          placed.where(),
          target + ", name server of " + rrset.owner() + ", has no address in this zone",
          "add an A or AAAA record for " + target);
    }
  }

  /**
   * Below its own cut, or where this zone has authority, this file must have the address; below
   * another cut the child's zone has it.
   */
  private boolean lacksAddress(Name owner, Name server) {
    if (hasAddress(server)) {
      return false;
    }
    Name barrier = zone.isZoneCut(server) ? server : zone.barrierAbove(server);
    if (barrier == null) {
      return !isCoveredByWildcard(server);
    }
    return !zone.isZoneCut(barrier) || owner.equals(barrier);
  }

  private boolean isCoveredByWildcard(Name host) {
    return zone.at(host).isEmpty()
        && !host.equals(zone.origin())
        && hasAddress(host.parent().wildcardChild());
  }

  private boolean hasAddress(Name host) {
    return zone.has(host, A) || zone.has(host, AAAA);
  }
}
