package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.NotificationsView;
import dev.leeward.dashboard.Concern.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcernsTest {
  private static final NotificationsView NONE = NotificationsView.none("iad-1");

  private static List<String> told(Seen seen) {
    return Concerns.of(seen.view(), NONE).stream()
        .map(each -> each.weight().word() + " " + each.subject() + ": " + each.what())
        .toList();
  }

  @Test
  void aHealthyClusterConcernsNobody() {
    assertEquals(List.of(), told(new Seen()));
  }

  @Test
  void aFailoverIsALookAndItsDownStandbyToo() {
    assertEquals(
        List.of(
            "look www: us-east out; serving eu-west",
            "look 192.0.2.10/web: Down in us-east: connection refused"),
        told(new Seen().failedOver()));
  }

  @Test
  void aDownTargetThatIsServedIsWrong() {
    Concern first =
        Concerns.of(new Seen().servedReason("last-resort").verdict("down").view(), NONE).getFirst();
    assertEquals(Weight.BAD, first.weight());
    assertTrue(first.todo().contains("No region is healthy"), first.todo());
  }

  @Test
  void aSilentVoterIsToldOnceThoughAWarningSaysItToo() {
    Seen seen =
        new Seen().voter("sin-1", false, false, Duration.ofSeconds(14)).warning("sin-1 is silent");
    assertEquals(List.of("look sin-1: No ballot counts; the last one came 14 s ago"), told(seen));
  }

  @Test
  void whoAbstainsIsSaid() {
    assertEquals(
        List.of("look sin-1: It abstains: it does not trust its own eyes"),
        told(new Seen().voter("sin-1", true, true, Duration.ofMillis(200))));
  }

  @Test
  void aLostQuorumIsWrongAndAFreezeIsWanted() {
    assertTrue(
        told(new Seen().automation("no quorum: 1 of 2 fresh ballots"))
            .getFirst()
            .startsWith("wrong automation"));
    assertTrue(
        told(new Seen().automation("frozen by ann: storm"))
            .getFirst()
            .startsWith("note automation"));
  }

  @Test
  void aDrainIsANoteAfterWhatIsWorse() {
    List<String> told =
        told(new Seen().drained("us-east", "ann", "disk swap").zoneNotReady("broken.test."));
    assertEquals("wrong broken.test.: The zone did not load and is not served", told.getFirst());
    assertEquals("note drain: us-east, for all services by ann: disk swap", told.getLast());
    assertFalse(told.size() > 2, told.toString());
  }

  @Test
  void whoIsNotToldIsALookUntilItIsTaken() {
    NotificationsView.Way waits =
        new NotificationsView.Way("duty", "webhook", "https://x", 2, 3, "status 500", null);
    NotificationsView.Way taken =
        new NotificationsView.Way("chat", "slack", "https://y", 0, 0, null, "2026-01-02T03:04:05Z");
    NotificationsView view = new NotificationsView("iad-1", List.of(waits, taken), List.of());
    assertEquals(
        List.of("duty 2 notices wait: status 500"),
        Concerns.of(new Seen().view(), view).stream()
            .map(each -> each.subject() + " " + each.what())
            .toList());
  }
}
