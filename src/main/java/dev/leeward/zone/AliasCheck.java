package dev.leeward.zone;

import static dev.leeward.dns.RecordType.CNAME;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.zone.ZoneData.PlacedRRset;
import org.jspecify.annotations.Nullable;

/** Whether aliases of a zone lead back to themselves. Owned by the thread that loads the zone. */
final class AliasCheck {
  /** Nobody follows more. */
  private static final int LONGEST_LOOP = 64;

  private final ZoneData zone;
  private final DefectList defects;

  AliasCheck(ZoneData zone, DefectList defects) {
    this.zone = zone;
    this.defects = defects;
  }

  void check(PlacedRRset alias) {
    Name start = alias.rrset().owner();
    Name at = aliasFor(target(alias.rrset()));
    for (int steps = 1; at != null && steps <= LONGEST_LOOP; steps++) {
      if (at.equals(start)) {
        defects.add(
            ZoneDefectKind.ALIAS_LOOP,
            alias.where(),
            start + " CNAME leads back to itself" + (steps > 1 ? ", " + steps + " aliases on" : ""),
            "point one of the aliases at a name with records");
        return;
      }
      RRset next = zone.rrset(at, CNAME);
      at = next == null ? null : aliasFor(target(next));
    }
  }

  private static Name target(RRset alias) {
    return alias.records().getFirst().nameAt(0);
  }

  /** The owner of the CNAME that answers for the name, itself or a wildcard; null for none. */
  private @Nullable Name aliasFor(Name name) {
    if (!name.isWithin(zone.origin())) {
      return null;
    }
    Name owner = zone.index().find(name) >= 0 ? name : zone.wildcardFor(name);
    return owner != null && zone.has(owner, CNAME) && zone.barrierAbove(owner) == null
        ? owner
        : null;
  }
}
