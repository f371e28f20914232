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

  /** As a status begins its reason then. */
  private static final String FROZEN = "frozen";

  private final List<Stretch> done = new ArrayList<>();
  private @Nullable Instant since;
  private @Nullable Instant started;

  /** Whether anything was told of it since this process started. */
  private boolean isTold;

  private String why = "";

  private StoppedStretches() {}

  /**
   * @param events oldest first
   * @param began when anything is known from
   */
  static List<Stretch> of(StatusView status, List<EventFields> events, Instant began) {
    StoppedStretches stretches = new StoppedStretches();
    events.forEach(stretches::take);
    String reason = status.automation().reason();
    if (reason != null) {
      stretches.still(reason, began);
    }
    return stretches.done;
  }

  /**
   * What began in this very second is told in the next; what was so when this process started never
   * is. A freeze has a line of its own.
   */
  private void still(String reason, Instant began) {
    Instant told = since;
    if (told != null) {
      done.add(new Stretch(told, null, WHAT, reason, Tone.STOPPED));
    } else if (!isTold && !reason.startsWith(FROZEN)) {
      done.add(new Stretch(started == null ? began : started, null, WHAT, reason, Tone.STOPPED));
    }
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
        isTold = true;
      }
      case "automation-resumed" -> {
        close(at);
        isTold = true;
      }
      case "stopped" -> close(at);
      case "started" -> {
        close(at);
        started = at;
        isTold = false;
      }
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
