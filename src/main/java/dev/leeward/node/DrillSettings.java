package dev.leeward.node;

import dev.leeward.config.Settings;
import dev.leeward.failover.DrillSchedule;
import dev.leeward.topology.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What drills need to know beside what the decision loop does.
 *
 * @param schedules in the order of the configuration
 * @param objectives by the names of the services that have one
 * @param instances as configured; none for a single one
 */
record DrillSettings(
    List<DrillSchedule> schedules, Map<String, Duration> objectives, List<Instance> instances) {
  static final DrillSettings NONE = new DrillSettings(List.of(), Map.of(), List.of());

  DrillSettings {
    schedules = List.copyOf(schedules);
    objectives = Map.copyOf(objectives);
    instances = List.copyOf(instances);
  }

  static DrillSettings of(Settings settings) {
    return new DrillSettings(
        settings.drills(), settings.recoveryObjectives(), settings.instances());
  }
}
