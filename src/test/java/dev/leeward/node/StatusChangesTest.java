package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.control.StatusView.Automation;
import dev.leeward.control.StatusView.PeerView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two looks at an instance's standing say of the time between them. */
class StatusChangesTest {
  private static final Automation RUNS = new Automation(true, null);
  private static final Automation NO_QUORUM = new Automation(false, "no quorum: 1 of 2");

  private static Standing standing(Automation automation, PeerView peer, String... warnings) {
    return new Standing("one", automation, List.of(peer), List.of(warnings));
  }

  private static List<String> between(Standing before, Standing now) {
    List<String> told = new ArrayList<>();
    StatusChanges.tell(
        before, now, (kind, subject, text) -> told.add(kind + " " + subject + " " + text));
    return told;
  }

  private static PeerView peer(boolean connected) {
    return new PeerView("two", connected, connected ? null : "reset");
  }

  @Test
  void aLostQuorumAndALostPeerAreToldOnce() {
    Standing well = standing(RUNS, peer(true));
    Standing cutOff = standing(NO_QUORUM, peer(false));
    assertEquals(
        List.of("automation-stopped one no quorum: 1 of 2", "peer-lost two reset"),
        between(well, cutOff));
    assertEquals(List.of(), between(cutOff, cutOff));
    assertEquals(
        List.of(
            "automation-resumed one it was stopped: no quorum: 1 of 2",
            "peer-connected two the link stands"),
        between(cutOff, well));
  }

  @Test
  void aWarningIsToldWhenItComesAndWhenItEndsUnlessItIsOfAClock() {
    Standing calm = standing(RUNS, peer(true));
    Standing full = standing(RUNS, peer(true), "the disk is full", "the clock of two differs");
    assertEquals(List.of("warning one the disk is full"), between(calm, full));
    assertEquals(List.of("warning-ended one the disk is full"), between(full, calm));
  }
}
