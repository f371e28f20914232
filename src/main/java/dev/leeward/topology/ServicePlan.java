package dev.leeward.topology;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A service with what the zones hold for it.
 *
 * @param records those in one of its regions, in order of their ids
 * @param index the same by what is asked of them
 * @param targets what is voted on for it, sorted and without repetition: the order in which ballots
 *     list opinions
 * @param digest of the targets; ballots with another one are not counted for this service
 */
public record ServicePlan(
    Service service,
    List<ServiceRecord> records,
    RecordIndex index,
    List<Target> targets,
    Digest digest) {
  public ServicePlan {
    records = List.copyOf(records);
    targets = List.copyOf(targets);
  }

  static ServicePlan of(Service service, List<ServiceRecord> found) {
    List<ServiceRecord> records = found.stream().sorted().toList();
    List<Target> targets =
        new ArrayList<>(new TreeSet<>(records.stream().map(ServiceRecord::target).toList()));
    List<String> lines = new ArrayList<>(List.of(service.name()));
    targets.forEach(target -> lines.add(target.id() + " " + target.endpoint().region()));
    return new ServicePlan(
        service, records, RecordIndex.of(records), targets, Digest.ofLines(lines));
  }

  /** Whether a name of it has the one record that a CNAME is: two regions never share it. */
  public boolean isAlias() {
    return records.stream().anyMatch(record -> record.type().equals(RecordType.CNAME));
  }

  public List<ServiceRecord> recordsIn(String region) {
    return index.byRegion().getOrDefault(region, List.of());
  }

  /** Those of one region, each RRset's together. */
  public List<List<ServiceRecord>> rrsetsIn(String region) {
    return index.rrsetsByRegion().getOrDefault(region, List.of());
  }

  /** Those at a name, of every type. */
  public List<ServiceRecord> recordsAt(Name owner) {
    return index.byOwner().getOrDefault(owner, List.of());
  }

  /** The record with this data, or null. */
  public @Nullable ServiceRecord find(Name owner, RecordType type, Rdata data) {
    for (ServiceRecord record : recordsAt(owner)) {
      if (record.is(owner, type, data)) {
        return record;
      }
    }
    return null;
  }
}
