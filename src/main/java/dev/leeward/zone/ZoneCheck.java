package dev.leeward.zone;

import static dev.leeward.dns.RecordType.A;
import static dev.leeward.dns.RecordType.AAAA;
import static dev.leeward.dns.RecordType.CNAME;
import static dev.leeward.dns.RecordType.DNAME;
import static dev.leeward.dns.RecordType.NS;
import static dev.leeward.dns.RecordType.SOA;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.util.List;
import java.util.Set;

/** What only shows in the zone as a whole. Owned by the thread that loads the zone. */
final class ZoneCheck {
  private static final RecordType NSEC3 = new RecordType(50);

  /** What may stand beside a CNAME (RFC 2181 section 10.1, RFC 4034 sections 3 and 4, RFC 3007). */
  private static final Set<RecordType> BESIDE_CNAME =
      Set.of(CNAME, RecordType.RRSIG, RecordType.NSEC, new RecordType(25));

  private final ZoneData zone;
  private final DefectList defects;
  private final AliasCheck aliases;

  /** Whether everything was read: else what seems to be missing may stand in a bad entry. */
  private final boolean complete;

  ZoneCheck(ZoneData zone, DefectList defects) {
    this.zone = zone;
    this.defects = defects;
    this.aliases = new AliasCheck(zone, defects);
    this.complete = !defects.hasErrors();
  }

  void run() {
    TargetCheck targets = new TargetCheck(zone, defects, complete);
    if (complete) {
      if (isAnotherZone()) {
        return;
      }
      checkApex();
    }
    RecordCheck records = new RecordCheck(zone, defects);
    PlainOwners plain = new PlainOwners(zone);
    zone.ownerNumbers()
        .filter(number -> !plain.isPlain(number))
        .forEach(number -> {
          List<PlacedRRset> rrsets = zone.at(number);
          Name owner = rrsets.getFirst().rrset().owner();
          checkSingletons(owner, rrsets);
          checkPlace(owner, rrsets);
          rrsets.forEach(targets::check);
          rrsets.forEach(records::check);
        });
  }

  private void checkApex() {
    FileLine file = new FileLine(zone.file(), 0);
    if (!zone.has(zone.origin(), SOA)) {
      defects.add(
          ZoneDefectKind.NO_SOA,
          file,
          "no SOA at " + zone.origin(),
          "add one: @ SOA primary-server mailbox ( serial refresh retry expire minimum )");
    }
    if (!zone.has(zone.origin(), NS)) {
      defects.add(
          ZoneDefectKind.NO_NS_AT_APEX,
          file,
          "no NS at " + zone.origin(),
          "add the zone's name servers");
    }
  }

  /** The only SOA stands below the origin: then that is the zone's name, most likely. */
  private boolean isAnotherZone() {
    if (zone.has(zone.origin(), SOA)) {
      return false;
    }
    for (Name owner : zone.names()) {
      FileLine soa = zone.lineOf(owner, SOA);
      if (soa != null) {
        defects.add(
            ZoneDefectKind.ORIGIN_MISMATCH,
            soa,
            "the SOA is that of " + owner + ", the configuration says " + zone.origin(),
            "set the zone's origin in the configuration to " + owner + ", or name another file");
        return true;
      }
    }
    return false;
  }

  private void checkSingletons(Name owner, List<PlacedRRset> rrsets) {
    for (PlacedRRset placed : rrsets) {
      RecordType type = placed.rrset().type();
      if (type.equals(SOA)) {
        checkOne(ZoneDefectKind.SEVERAL_SOAS, placed);
        if (!owner.equals(zone.origin())) {
          add(
              ZoneDefectKind.SOA_BELOW_APEX,
              placed,
              "an SOA at " + owner + ", below the zone's " + "apex",
              "move what is below to a zone of its own");
        }
      } else if (type.equals(CNAME)) {
        checkOne(ZoneDefectKind.SEVERAL_CNAMES, placed);
        checkAlone(placed, rrsets);
        aliases.check(placed);
      } else if (type.equals(DNAME)) {
        checkOne(ZoneDefectKind.SEVERAL_DNAMES, placed);
      }
    }
  }

  private void checkOne(ZoneDefectKind kind, PlacedRRset placed) {
    int count = placed.rrset().records().size();
    if (count > 1) {
      add(
          kind,
          placed,
          placed.rrset().owner() + " has " + count + " " + placed.rrset().type() + " records",
          "leave one");
    }
  }

  private void checkAlone(PlacedRRset cname, List<PlacedRRset> rrsets) {
    for (PlacedRRset other : rrsets) {
      if (!BESIDE_CNAME.contains(other.rrset().type())) {
        add(
            ZoneDefectKind.CNAME_AND_OTHER_DATA,
            later(cname, other),
            cname.rrset().owner() + " has a CNAME and " + other.rrset().type(),
            "remove one of them: an alias has no data of its own");
        return;
      }
    }
  }

  private static PlacedRRset later(PlacedRRset one, PlacedRRset other) {
    return one.where().line() > other.where().line() ? one : other;
  }

  private void checkPlace(Name owner, List<PlacedRRset> rrsets) {
    PlacedRRset first = rrsets.getFirst();
    if (owner.isWildcard() && zone.has(owner, DNAME)) {
      add(
          ZoneDefectKind.DNAME_AT_WILDCARD,
          first,
          owner + " has a DNAME, which redirects nothing at a wildcard",
          "redirect the names one by one");
    }
    if (!owner.equals(zone.origin()) && zone.has(owner, NS)) {
      checkDelegation(owner, first);
    }
    Name above = zone.barrierAbove(owner);
    if (above == null) {
      if (zone.isZoneCut(owner)) {
        rrsets.forEach(placed -> checkAtCut(owner, placed));
      }
    } else if (zone.isZoneCut(above)) {
      rrsets.forEach(placed -> checkBelowCut(owner, above, placed));
    } else if (!rrsets.stream().allMatch(p -> isProof(p.rrset().type()))) {
      add(
          ZoneDefectKind.DATA_BELOW_DNAME,
          first,
          owner + " lies below the DNAME at " + above,
          "remove it, or move it to where the DNAME points");
    }
  }

  private void checkDelegation(Name owner, PlacedRRset first) {
    if (owner.isWildcard()) {
      add(
          ZoneDefectKind.NS_AT_WILDCARD,
          first,
          owner + " has NS records, which delegate nothing at a wildcard",
          "delegate the names one by one");
    } else if (zone.has(owner, DNAME)) {
      add(
          ZoneDefectKind.DNAME_AT_ZONE_CUT,
          first,
          owner + " has NS and DNAME",
          "leave one: a delegated name is redirected in the child's zone");
    }
  }

  /** At a cut the parent owns the delegation, its DS and their proofs; addresses are glue. */
  private void checkAtCut(Name cut, PlacedRRset placed) {
    RecordType type = placed.rrset().type();
    if (!type.equals(NS) && !type.equals(RecordType.DS) && !type.equals(DNAME)) {
      checkBelowCut(cut, cut, placed);
    }
  }

  private void checkBelowCut(Name owner, Name cut, PlacedRRset placed) {
    RecordType type = placed.rrset().type();
    if (!type.equals(A) && !type.equals(AAAA) && !isProof(type)) {
      add(
          ZoneDefectKind.OCCLUDED_DATA,
          placed,
          owner + " " + type + " is never served: " + cut + " is delegated",
          "move it to the zone " + cut);
    }
  }

  private static boolean isProof(RecordType type) {
    return type.equals(RecordType.RRSIG) || type.equals(RecordType.NSEC) || type.equals(NSEC3);
  }

  private void add(ZoneDefectKind kind, PlacedRRset placed, String what, String whatToDo) {
    defects.add(kind, placed.where(), what, whatToDo);
  }
}
