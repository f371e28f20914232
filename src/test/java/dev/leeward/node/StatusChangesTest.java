package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.Automation;
import dev.leeward.control.StatusView.PeerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two looks at an instance's status say of the time between them. */
class StatusChangesTest {
  private static final Automation RUNS = new Automation(true, null);
  private static final Automation NO_QUORUM = new Automation(false, "no quorum: 1 of 2");

  private static StatusView status(Automation automation, PeerView peer, String... warnings) {
    return new StatusView(
        "one",
        "1.0",
        "test",
        Instant.EPOCH,
        Duration.ZERO,
        1,
        "",
        automation,
        List.of(),
        2,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(peer),
        List.of(),
        0,
        0,
        List.of(warnings));
  }

  private static List<String> between(StatusView before, StatusView now) {
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
    StatusView well = status(RUNS, peer(true));
    StatusView cutOff = status(NO_QUORUM, peer(false));
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
    StatusView calm = status(RUNS, peer(true));
    StatusView full = status(RUNS, peer(true), "the disk is full", "the clock of two differs");
    assertEquals(List.of("warning one the disk is full"), between(calm, full));
    assertEquals(List.of("warning-ended one the disk is full"), between(full, calm));
  }
}
