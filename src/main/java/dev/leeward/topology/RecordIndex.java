package dev.leeward.topology;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service's records by what is asked of them: a service may have ten thousands of names, and what
 * is asked for each of them must not look at all.
 *
 * @param byRegion in order of their ids
 * @param rrsetsByRegion the same, those of one owner and type together
 * @param byOwner in order of their ids
 */
public record RecordIndex(
    Map<String, List<ServiceRecord>> byRegion,
    Map<String, List<List<ServiceRecord>>> rrsetsByRegion,
    Map<Name, List<ServiceRecord>> byOwner) {
  private record Part(String region, Name owner, RecordType type) {}

  public RecordIndex {
    byRegion = Map.copyOf(byRegion);
    rrsetsByRegion = Map.copyOf(rrsetsByRegion);
    byOwner = Map.copyOf(byOwner);
  }

  static RecordIndex of(List<ServiceRecord> records) {
    Map<String, List<ServiceRecord>> byRegion = new HashMap<>();
    Map<Part, List<ServiceRecord>> parts = new HashMap<>();
    Map<Name, List<ServiceRecord>> byOwner = new HashMap<>();
    for (ServiceRecord record : records) {
      Part part = new Part(record.region(), record.owner(), record.type());
      byRegion.computeIfAbsent(record.region(), region -> new ArrayList<>()).add(record);
      parts.computeIfAbsent(part, each -> new ArrayList<>(1)).add(record);
      byOwner.computeIfAbsent(record.owner(), owner -> new ArrayList<>(2)).add(record);
    }
    Map<String, List<List<ServiceRecord>>> rrsets = new HashMap<>();
    parts.forEach((part, together) ->
        rrsets
            .computeIfAbsent(part.region(), region -> new ArrayList<>())
            .add(List.copyOf(together)));
    byRegion.replaceAll((region, list) -> List.copyOf(list));
    rrsets.replaceAll((region, list) -> List.copyOf(list));
    byOwner.replaceAll((owner, list) -> List.copyOf(list));
    return new RecordIndex(byRegion, rrsets, byOwner);
  }
}
