package dev.leeward.node;

import dev.leeward.config.Loaded;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import dev.leeward.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reload changes, a line each, for whoever asked for it. Pure. */
final class ReloadChanges {
  private ReloadChanges() {}

  static List<String> between(Loaded before, Loaded after) {
    List<String> changes = new ArrayList<>();
    zones(before, after, changes);
    Set<String> targetsBefore = targets(before.topology());
    Set<String> targetsAfter = targets(after.topology());
    only(targetsAfter, targetsBefore)
        .forEach(target -> changes.add("target " + target + " is new"));
    only(targetsBefore, targetsAfter)
        .forEach(target -> changes.add("target " + target + " is gone"));
    only(services(after.topology()), services(before.topology()))
        .forEach(service -> changes.add("service " + service + " is new"));
    only(services(before.topology()), services(after.topology()))
        .forEach(service -> changes.add("service " + service + " is gone"));
    return changes;
  }

  private static void zones(Loaded before, Loaded after, List<String> changes) {
    before.lastGoodCopies().stream()
        .sorted()
        .filter(origin -> after.zones().get(origin) != null)
        .forEach(origin -> changes.add("zone " + origin + " is served from its file again"));
    for (Zone zone : after.zones().all()) {
      Zone old = before.zones().get(zone.origin());
      if (old == null) {
        changes.add("zone " + zone.origin() + " is new, serial " + zone.serial());
      } else if (old.contentDigest() != zone.contentDigest()) {
        String serial =
            old.serial() == zone.serial()
                ? "changed, serial still " + zone.serial()
                : "serial " + old.serial() + " -> " + zone.serial();
        int more = zone.recordCount() - old.recordCount();
        String records = more == 0 ? "" : ", %+d records".formatted(more);
        changes.add("zone " + zone.origin() + " " + serial + records);
      }
    }
    for (Zone old : before.zones().all()) {
      if (!after.zones().has(old.origin())) {
        changes.add("zone " + old.origin() + " is gone");
      }
    }
  }

  private static Set<String> targets(Topology topology) {
    return topology.targets().stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> services(Topology topology) {
    return topology.services().stream()
        .map(ServicePlan::service)
        .map(each -> each.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> only(Set<String> here, Set<String> there) {
    Set<String> only = new TreeSet<>(here);
    only.removeAll(there);
    return only;
  }
}
