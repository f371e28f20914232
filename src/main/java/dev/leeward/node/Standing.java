package dev.leeward.node;

import dev.leeward.control.StatusView;
import java.util.List;

/** An instance's own standing: of its status what is looked at every second, without targets. */
record Standing(
    String instance,
    StatusView.Automation automation,
    List<StatusView.PeerView> peers,
    List<String> warnings) {
  Standing {
    peers = List.copyOf(peers);
    warnings = List.copyOf(warnings);
  }
}
