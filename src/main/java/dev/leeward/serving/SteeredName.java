package dev.leeward.serving;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.PackedRRsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a service serves at one of its names now: all RRsets of the name, filtered, with TTLs
 * capped. They are packed too, once a decision, so that an answer reads them as it reads a zone's.
 * Immutable; equal for equal RRsets.
 */
public final class SteeredName {
  private final Name owner;
  private final String service;
  private final Map<RecordType, RRset> rrsets;
  private final PackedRRsets packed;
  private final int place;
  private final long negativeTtl;
  private final @Nullable String explanation;

  /**
   * @param negativeTtl how long, in seconds, a type that the zone has and that is missing here is
   *     NODATA
   * @param explanation one line for EDE: what is withdrawn and why; null when nothing is
   */
  public SteeredName(
      Name owner,
      String service,
      Map<RecordType, RRset> rrsets,
      long negativeTtl,
      @Nullable String explanation) {
    this(owner, service, rrsets, negativeTtl, explanation, new PackedRRsets());
    packed.trim();
  }

  /**
   * @param packed where its RRsets are packed, beside those of other names
   */
  public SteeredName(
      Name owner,
      String service,
      Map<RecordType, RRset> rrsets,
      long negativeTtl,
      @Nullable String explanation,
      PackedRRsets packed) {
    this.owner = owner;
    this.service = service;
    this.rrsets = Map.copyOf(rrsets);
    this.packed = packed;
    this.place = packed.add(rrsets.values());
    this.negativeTtl = negativeTtl;
    this.explanation = explanation;
  }

  public Name owner() {
    return owner;
  }

  public String service() {
    return service;
  }

  public Map<RecordType, RRset> rrsets() {
    return rrsets;
  }

  public @Nullable RRset rrset(RecordType type) {
    return rrsets.get(type);
  }

  /** Holds the same as {@link #rrsets}, at {@link #place}. */
  PackedRRsets packed() {
    return packed;
  }

  int place() {
    return place;
  }

  public long negativeTtl() {
    return negativeTtl;
  }

  public @Nullable String explanation() {
    return explanation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SteeredName name
        && owner.equals(name.owner)
        && service.equals(name.service)
        && rrsets.equals(name.rrsets)
        && negativeTtl == name.negativeTtl
        && Objects.equals(explanation, name.explanation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, service, rrsets, negativeTtl, explanation);
  }

  @Override
  public String toString() {
    return owner + " of " + service + ": " + rrsets.values();
  }
}
