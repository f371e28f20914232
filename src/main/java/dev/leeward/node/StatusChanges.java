package dev.leeward.node;

import dev.leeward.control.StatusView;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of this instance's own standing differs between two looks at it. Pure. */
final class StatusChanges {
  private StatusChanges() {}

  static void tell(Standing before, Standing now, LoopEvents events) {
    automation(before.automation(), now.automation(), now.instance(), events);
    peers(before, now, events);
    warnings(before, now, events);
  }

  private static void automation(
      StatusView.Automation before, StatusView.Automation now, String instance, LoopEvents events) {
    if (now.running() && !before.running()) {
      events.happened("automation-resumed", instance, "it was stopped: " + before.reason());
    } else if (!now.running() && !Objects.equals(before.reason(), now.reason())) {
      events.happened("automation-stopped", instance, String.valueOf(now.reason()));
    }
  }

  private static void peers(Standing before, Standing now, LoopEvents events) {
    Map<String, StatusView.PeerView> known =
        before.peers().stream()
            .collect(Collectors.toMap(StatusView.PeerView::name, Function.identity()));
    for (StatusView.PeerView peer : now.peers()) {
      StatusView.PeerView old = known.get(peer.name());
      boolean wasConnected = old != null && old.connected();
      if (peer.connected() && !wasConnected) {
        events.happened("peer-connected", peer.name(), "the link stands");
      } else if (!peer.connected() && wasConnected) {
        String error = peer.lastError();
        events.happened("peer-lost", peer.name(), error == null ? "the link ended" : error);
      }
    }
  }

  /** A clock's difference is told anew with every millisecond: it has no end that could be told. */
  private static void warnings(Standing before, Standing now, LoopEvents events) {
    Set<String> old = new HashSet<>(before.warnings());
    Set<String> still = new HashSet<>(now.warnings());
    now.warnings().stream()
        .filter(each -> !old.contains(each) && !isOfClock(each))
        .forEach(each -> events.happened("warning", now.instance(), each));
    before.warnings().stream()
        .filter(each -> !still.contains(each) && !isOfClock(each))
        .forEach(each -> events.happened("warning-ended", now.instance(), each));
  }

  private static boolean isOfClock(String warning) {
    return warning.startsWith("the clock of ");
  }
}
