package dev.leeward.notification;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Sends a message that says it is a test, to see whether one would arrive. */
public final class TestMessage {
  private TestMessage() {}

  /**
   * @param steps told everything that happens
   * @return whether it was taken
   */
  public static boolean send(
      NotificationSettings to, String cluster, String instance, Instant now, Steps steps)
      throws InterruptedException {
    Delivery delivery =
        Attempt.of(
            to, new Envelope(cluster, instance, now, List.of(notice(now))), Sender.PATIENCE, steps);
    return switch (delivery) {
      case Delivery.Delivered(String detail) -> {
        steps.step("taken: " + detail);
        yield true;
      }
      case Delivery.Failed(String cause) -> {
        steps.step("failed: " + cause + "; a real one would be sent again");
        yield false;
      }
      case Delivery.Refused(String cause) -> {
        steps.step("refused: " + cause + "; a real one would not be sent again");
        yield false;
      }
    };
  }

  /** To who counts incidents it is over, so that nobody is woken. */
  private static Notice notice(Instant now) {
    return new Notice(
        "test-" + now.toEpochMilli(),
        NoticeKind.IN,
        "leeward-notify-test",
        List.of(),
        true,
        "info",
        "this is a test by leeward notify-test; nothing happened",
        now.toString(),
        new JsonObject().put("kind", "test"));
  }
}
