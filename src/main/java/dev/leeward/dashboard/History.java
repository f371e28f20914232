package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The last hours as this instance knows them: a lane for each service, and one for everything that
 * was forced. Pure.
 *
 * @param end the end of this minute: a picture that moved with every second would disturb whoever
 *     looks at it
 * @param unshown how many lanes there would be beside these
 */
record History(Instant start, Instant end, List<Lane> lanes, int unshown) {
  /**
   * One line of the picture.
   *
   * @param stretches oldest first
   */
  record Lane(String name, List<Stretch> stretches) {}

  private static final List<Duration> SPANS =
      List.of(
          Duration.ofMinutes(3), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));

  /** Of services, and of what was forced. */
  private static final int MOST = 12;

  /**
   * @param lines of the timeline, oldest first
   */
  static History of(StatusView status, List<Map<String, Object>> lines) {
    List<EventFields> events = lines.stream().map(EventFields::of).toList();
    Instant began = began(status, events);
    Instant end = status.at().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Duration known = Duration.between(began, end);
    Duration span =
        SPANS.stream()
            .filter(each -> each.compareTo(known) >= 0)
            .findFirst()
            .orElse(SPANS.getLast());
    Instant start = end.minus(span);
    List<Lane> services = services(status, events, began, start);
    List<Lane> forced = forced(status, events, start);
    List<Lane> lanes = new ArrayList<>(services.stream().limit(MOST).toList());
    int unshown = services.size() - lanes.size() + Math.max(0, forced.size() - MOST);
    List<Stretch> stopped = within(start, StoppedStretches.of(status, events, began));
    if (!stopped.isEmpty()) {
      lanes.add(new Lane("automation", stopped));
    }
    forced.stream().limit(MOST).forEach(lanes::add);
    return new History(start, end, lanes, unshown);
  }

  /** The first event that is at hand; this process' start where there is none. */
  private static Instant began(StatusView status, List<EventFields> events) {
    for (EventFields each : events) {
      Instant at = each.at();
      if (at != null) {
        return at;
      }
    }
    return status.at().minus(status.uptime()).truncatedTo(ChronoUnit.MINUTES);
  }

  /** Those that changed first, each half as the status has it. */
  private static List<Lane> services(
      StatusView status, List<EventFields> events, Instant began, Instant start) {
    return status.services().stream()
        .map(service ->
            new Lane(service.name(), within(start, ServedStretches.of(service, events, began))))
        .sorted(Comparator.comparing(lane -> lane.stretches().size() < 2))
        .toList();
  }

  /** As they were forced first; of many those that are in force, and the newest. */
  private static List<Lane> forced(StatusView status, List<EventFields> events, Instant start) {
    List<Lane> lanes = new ArrayList<>();
    ForcedStretches.of(status, events, start)
        .forEach((name, all) -> lanes.add(new Lane(name, all)));
    if (lanes.size() > MOST) {
      lanes.sort(
          Comparator.comparing((Lane lane) -> lane.stretches().getLast().to() != null)
              .thenComparing(lane -> lane.stretches().getLast().from(), Comparator.reverseOrder()));
    }
    return lanes;
  }

  private static List<Stretch> within(Instant start, List<Stretch> all) {
    return all.stream().filter(each -> each.to() == null || start.isBefore(each.to())).toList();
  }
}
