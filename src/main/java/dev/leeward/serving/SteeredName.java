package dev.leeward.serving;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service serves at one of its names now: all RRsets of the name, filtered, with TTLs
 * capped. A type that the zone has and that is missing here is NODATA for {@code negativeTtl}
 * seconds.
 *
 * @param explanation one line for EDE: what is withdrawn and why; null when nothing is
 */
public record SteeredName(
    Name owner,
    String service,
    Map<RecordType, RRset> rrsets,
    long negativeTtl,
    @Nullable String explanation) {
  public SteeredName {
    rrsets = Map.copyOf(rrsets);
  }

  public @Nullable RRset rrset(RecordType type) {
    return rrsets.get(type);
  }
}
