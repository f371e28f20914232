package dev.leeward.dashboard;

import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.dashboard.Stretch.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this instance served of one service, from the switches in its timeline and from what it
 * serves now. Where it did not run, or nothing tells, there is a gap. Owned by one call.
 */
final class ServedStretches {
  /** As {@code leeward events} has it; names of regions have no brackets. */
  private static final Pattern SWITCH = Pattern.compile("\\[([^]]*)] -> \\[([^]]*)](?:; (.*))?");

  private final String service;
  private final List<Stretch> done = new ArrayList<>();
  private @Nullable Instant since;
  private @Nullable Instant last;
  private @Nullable String serves;
  private String why = "";

  private ServedStretches(String service) {
    this.service = service;
  }

  /**
   * @param events oldest first
   * @param began when anything is known from
   */
  static List<Stretch> of(ServiceView service, List<EventFields> events, Instant began) {
    ServedStretches stretches = new ServedStretches(service.name());
    stretches.since = began;
    events.forEach(stretches::take);
    Instant since = stretches.since;
    if (since != null) {
      stretches.done.add(
          new Stretch(since, null, words(service.served()), stretches.why, Tone.SERVED));
    }
    return stretches.done;
  }

  static String words(List<String> regions) {
    return regions.isEmpty() ? "no region" : String.join(", ", regions);
  }

  private void take(EventFields event) {
    Instant at = event.at();
    if (at == null) {
      return;
    }
    switch (event.kind()) {
      case "stopped" -> {
        close(at, serves);
        since = null;
      }
      case "started" -> {
        // Who was killed left no event of its end: the one before is the last that is known.
        close(last == null ? at : last, serves);
        since = at;
      }
      case "switched" -> take(event, at);
      default -> {
        // Nothing that changes what is served.
      }
    }
    last = at;
  }

  private void take(EventFields event, Instant at) {
    if (!event.text("subject").equals(service)) {
      return;
    }
    Matcher moved = SWITCH.matcher(event.text("text"));
    if (moved.matches()) {
      close(at, regions(moved.group(1)));
      since = at;
      serves = regions(moved.group(2));
      why = moved.group(3) == null ? "" : moved.group(3);
    }
  }

  private static String regions(String list) {
    return list.isEmpty() ? "no region" : list;
  }

  private void close(Instant at, @Nullable String served) {
    Instant from = since;
    if (from != null && served != null && at.isAfter(from)) {
      done.add(new Stretch(from, at, served, why, Tone.SERVED));
    }
    serves = null;
    why = "";
  }
}
