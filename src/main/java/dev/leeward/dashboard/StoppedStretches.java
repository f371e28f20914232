package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.dashboard.Stretch.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When this instance saw that nothing was decided, and why. Owned by one call. */
final class StoppedStretches {
  private static final String WHAT = "nothing decided";

  private final List<Stretch> done = new ArrayList<>();
  private @Nullable Instant since;
  private String why = "";

  private StoppedStretches() {}

  /**
   * @param events oldest first
   * @param began when anything is known from
   */
  static List<Stretch> of(StatusView status, List<EventFields> events, Instant began) {
    StoppedStretches stretches = new StoppedStretches();
    events.forEach(stretches::take);
    if (!status.automation().running()) {
      Instant since = stretches.since == null ? began : stretches.since;
      String reason = String.valueOf(status.automation().reason());
      stretches.done.add(new Stretch(since, null, WHAT, reason, Tone.STOPPED));
    }
    return stretches.done;
  }

  private void take(EventFields event) {
    Instant at = event.at();
    if (at == null) {
      return;
    }
    switch (event.kind()) {
      case "automation-stopped" -> {
        close(at);
        since = at;
        why = event.text("text");
      }
      case "automation-resumed", "stopped", "started" -> close(at);
      default -> {
        // Says nothing of it.
      }
    }
  }

  private void close(Instant at) {
    Instant from = since;
    if (from != null) {
      done.add(new Stretch(from, at, WHAT, why, Tone.STOPPED));
    }
    since = null;
  }
}
