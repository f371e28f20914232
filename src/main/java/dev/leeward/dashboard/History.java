package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.ServiceView;
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
 * @param unshown how many services have no lane; of those that did not change, first
 */
record History(Instant start, Instant end, List<Lane> lanes, int unshown) {
  /**
   * One line of the picture.
   *
   * @param stretches oldest first
   */
  record Lane(String name, List<Stretch> stretches) {}

  private static final List<Duration> SPANS =
      List.of(Duration.ofMinutes(3), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));
  private static final int MOST_SERVICES = 12;

  /**
   * @param events oldest first
   */
  static History of(StatusView status, List<Map<String, Object>> events) {
    Instant now = status.at();
    Instant began = began(status, events);
    Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Duration known = Duration.between(began, end);
    Duration span =
        SPANS.stream().filter(each -> each.compareTo(known) >= 0).findFirst().orElse(SPANS.getLast());
    Instant start = end.minus(span);
    List<Lane> services = new ArrayList<>();
    for (ServiceView service : status.services()) {
      services.add(
          new Lane(service.name(), within(start, ServedStretches.of(service, events, began))));
    }
    // A stable order: those that changed first, each half as the status has it.
    services.sort(Comparator.comparing(lane -> lane.stretches().size() < 2));
    List<Lane> lanes = new ArrayList<>(services.subList(0, Math.min(MOST_SERVICES, services.size())));
    ForcedStretches.of(status, events, start).forEach((name, all) -> lanes.add(new Lane(name, all)));
    return new History(start, end, lanes, Math.max(0, services.size() - MOST_SERVICES));
  }

  /** The first event that is at hand, or this process' start where nothing happened before. */
  private static Instant began(StatusView status, List<Map<String, Object>> events) {
    Instant started = status.at().minus(status.uptime());
    return events.stream()
        .map(each -> new EventFields(each).time("at"))
        .filter(at -> at != null && at.isBefore(started))
        .findFirst()
        .orElse(started);
  }

  private static List<Stretch> within(Instant start, List<Stretch> all) {
    return all.stream().filter(each -> each.to() == null || start.isBefore(each.to())).toList();
  }
}
