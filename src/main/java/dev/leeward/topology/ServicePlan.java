package dev.leeward.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A service with what the zones hold for it.
 *
 * @param records those in one of its regions, in order of their ids
 * @param targets what is voted on for it, sorted and without repetition: the order in which ballots
 *     list opinions
 * @param digest of the targets; ballots with another one are not counted for this service
 */
public record ServicePlan(
    Service service, List<ServiceRecord> records, List<Target> targets, Digest digest) {
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
    return new ServicePlan(service, records, targets, Digest.ofLines(lines));
  }

  public List<ServiceRecord> recordsIn(String region) {
    return records.stream().filter(each -> each.region().equals(region)).toList();
  }
}
