package dev.leeward.node;

import dev.leeward.health.HealthEvent;
import dev.leeward.health.Opinion;
import java.util.Locale;

/** What the health plane says, as events: changes of opinion and of self-trust; not every probe. */
final class HealthText {
  private HealthText() {}

  static void tell(HealthEvent event, LoopEvents events) {
    switch (event) {
      case HealthEvent.ProbeFinished _ -> {}
      case HealthEvent.OpinionChanged changed -> {
        if (changed.before().state() != changed.after().state()) {
          events.happened("opinion", changed.target().id(), changeOf(changed));
        }
      }
      // One line when the doubt begins is enough; every late result is counted by the metrics.
      case HealthEvent.ObserverStalled _ -> {}
      case HealthEvent.DoubtBegan began ->
          events.happened(
              "abstains",
              began.doubt().name().toLowerCase(Locale.ROOT),
              "this voter cannot trust its own eyes");
      case HealthEvent.DoubtEnded _ -> events.happened("votes-again", "self", "a target answered");
    }
  }

  private static String changeOf(HealthEvent.OpinionChanged changed) {
    Opinion after = changed.after();
    String reason =
        after.state() == Opinion.State.DOWN && after.lastReason() != null
            ? ": " + after.lastReason()
            : "";
    return lower(changed.before()) + " -> " + lower(after) + reason;
  }

  private static String lower(Opinion opinion) {
    return opinion.state().name().toLowerCase(Locale.ROOT);
  }
}
