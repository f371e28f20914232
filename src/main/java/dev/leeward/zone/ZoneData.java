package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a zone's files say, read and checked but not yet compiled: RRsets by owner, each with the
 * place of its first record. Immutable.
 */
public final class ZoneData {
  private final Name origin;
  private final Path file;
  private final Map<Name, List<PlacedRRset>> owners;

  /** An RRset and where its first record stands. */
  public record PlacedRRset(RRset rrset, FileLine where) {}

  ZoneData(Name origin, Path file, Map<Name, List<PlacedRRset>> owners) {
    this.origin = origin;
    this.file = file;
    this.owners = owners;
  }

  public Name origin() {
    return origin;
  }

  /** The file that the configuration names; others may be included. */
  public Path file() {
    return file;
  }

  /** Every name that has records. */
  public Collection<Name> names() {
    return Collections.unmodifiableSet(owners.keySet());
  }

  /** All RRsets of that owner; empty when it has none. */
  public List<PlacedRRset> at(Name owner) {
    return owners.getOrDefault(owner, List.of());
  }

  public @Nullable RRset rrset(Name owner, RecordType type) {
    PlacedRRset placed = placed(owner, type);
    return placed == null ? null : placed.rrset();
  }

  public boolean has(Name owner, RecordType type) {
    return placed(owner, type) != null;
  }

  /** Where the first record of that RRset stands, or null when there is none. */
  public @Nullable FileLine lineOf(Name owner, RecordType type) {
    PlacedRRset placed = placed(owner, type);
    return placed == null ? null : placed.where();
  }

  /** Where the zone delegates: it has name servers and is neither apex nor wildcard. */
  boolean isZoneCut(Name owner) {
    return !owner.equals(origin) && !owner.isWildcard() && has(owner, RecordType.NS);
  }

  /** The nearest zone cut or DNAME owner above the name, or null. */
  @Nullable Name barrierAbove(Name owner) {
    for (int labels = owner.labelCount() - 1; labels >= origin.labelCount(); labels--) {
      Name ancestor = owner.lastLabels(labels);
      if (isZoneCut(ancestor) || has(ancestor, RecordType.DNAME)) {
        return ancestor;
      }
    }
    return null;
  }

  private @Nullable PlacedRRset placed(Name owner, RecordType type) {
    for (PlacedRRset placed : at(owner)) {
      if (placed.rrset().type().equals(type)) {
        return placed;
      }
    }
    return null;
  }
}
