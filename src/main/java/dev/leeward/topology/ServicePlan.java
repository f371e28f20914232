package dev.leeward.topology;

import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A service with what the zones hold for it.
 *
 * @param records those in one of its regions, in order of their ids
 * @param byRegion the same by their regions
 * @param targets what is voted on for it, sorted and without repetition: the order in which ballots
 *     list opinions
 * @param digest of the targets; ballots with another one are not counted for this service
 */
public record ServicePlan(
    Service service,
    List<ServiceRecord> records,
    Map<String, List<ServiceRecord>> byRegion,
    List<Target> targets,
    Digest digest) {
  public ServicePlan {
    records = List.copyOf(records);
    byRegion = Map.copyOf(byRegion);
    targets = List.copyOf(targets);
  }

  static ServicePlan of(Service service, List<ServiceRecord> found) {
    List<ServiceRecord> records = found.stream().sorted().toList();
    List<Target> targets =
        new ArrayList<>(new TreeSet<>(records.stream().map(ServiceRecord::target).toList()));
    List<String> lines = new ArrayList<>(List.of(service.name()));
    targets.forEach(target -> lines.add(target.id() + " " + target.endpoint().region()));
    Map<String, List<ServiceRecord>> byRegion =
        records.stream().collect(Collectors.groupingBy(ServiceRecord::region));
    return new ServicePlan(service, records, byRegion, targets, Digest.ofLines(lines));
  }

  /** Whether a name of it has the one record that a CNAME is: two regions never share it. */
  public boolean isAlias() {
    return records.stream().anyMatch(record -> record.type().equals(RecordType.CNAME));
  }

  public List<ServiceRecord> recordsIn(String region) {
    return byRegion.getOrDefault(region, List.of());
  }
}
