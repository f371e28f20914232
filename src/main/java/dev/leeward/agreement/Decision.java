package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the electorate agreed a service serves: which regions and records are in and out.
 *
 * @param term rises with every change; nobody can choose it
 * @param regions every region of the service by name
 * @param records by {@link dev.leeward.topology.ServiceRecord#id}; one that is not named has its
 *     region's standing
 */
public record Decision(
    String service,
    long term,
    SortedMap<String, Standing> regions,
    SortedMap<String, Standing> records) {
  /** Before anything was decided: all in. */
  public static final long NO_TERM = 0;

  /** Not named beside a region that is in. */
  private static final Standing OUT = new Standing(false, 0, 0);

  public Decision {
    regions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    records = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(records));
  }

  /** All in: where a service starts. */
  public static Decision initial(String service) {
    return new Decision(service, NO_TERM, new TreeMap<>(), new TreeMap<>());
  }

  /** A region that this decision does not name starts down beside a healthy one. */
  public Standing region(String name) {
    Standing named = regions.get(name);
    if (named != null) {
      return named;
    }
    return hasRegionIn() ? OUT : Standing.IN;
  }

  /** Asked about each record on every turn, so it makes no objects: mostly there are no regions. */
  private boolean hasRegionIn() {
    if (regions.isEmpty()) {
      return false;
    }
    for (Standing standing : regions.values()) {
      if (standing.in()) {
        return true;
      }
    }
    return false;
  }

  /** A record that this decision does not name has its region's standing. */
  public Standing record(String id, String region) {
    Standing named = records.get(id);
    return named != null ? named : region(region);
  }

  public long recordsOut() {
    return records.values().stream().filter(standing -> !standing.in()).count();
  }

  /** What proposals are compared by: covers service, term and every standing. */
  public Digest digest() {
    List<String> lines = new ArrayList<>(List.of("decision", service, Long.toString(term)));
    addLines("region", regions, lines);
    addLines("record", records, lines);
    return Digest.ofLines(lines);
  }

  private static void addLines(String kind, Map<String, Standing> standings, List<String> lines) {
    standings.forEach((name, standing) ->
        lines.add(
            kind
                + " "
                + name
                + " "
                + standing.in()
                + " "
                + standing.sinceTerm()
                + " "
                + standing.flaps()));
  }
}
