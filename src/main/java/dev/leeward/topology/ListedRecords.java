package dev.leeward.topology;

import dev.leeward.dns.RecordType;
import dev.leeward.zone.ListedRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a service's configuration lists where the zone file cannot say it: such a type's records at
 * the service's names are these, not the zone's.
 *
 * @param byRegion records by the region that they belong to
 * @param whenAllDown what is served when no region is; empty for another policy
 */
public record ListedRecords(
    Map<String, List<ListedRecord>> byRegion, List<ListedRecord> whenAllDown) {
  public static final ListedRecords NONE = new ListedRecords(Map.of(), List.of());

  public ListedRecords {
    byRegion = Map.copyOf(byRegion);
    whenAllDown = List.copyOf(whenAllDown);
  }

  /** Types whose records the regions list. */
  public Set<RecordType> types() {
    if (byRegion.isEmpty()) {
      return Set.of();
    }
    return byRegion.values().stream()
        .flatMap(Collection::stream)
        .map(ListedRecord::type)
        .collect(Collectors.toSet());
  }
}
