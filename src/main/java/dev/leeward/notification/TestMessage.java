package dev.leeward.notification;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

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
    Delivery delivery = Attempt.of(to, envelope(cluster, instance, now), Sender.PATIENCE, steps);
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

  /** Tells what would be sent where, with every secret hidden, and asks nobody. */
  public static void foretell(
      NotificationSettings to, String cluster, String instance, Instant now, Steps steps) {
    Envelope envelope = envelope(cluster, instance, now);
    switch (to.destination()) {
      case Destination.Webhook webhook ->
          foretell(HttpForms.of(webhook, to.name(), envelope), webhook, steps);
      case Destination.Slack slack -> foretell(HttpForms.of(slack, envelope), slack, steps);
      case Destination.PagerDuty duty -> {
        Hidden hidden = new Hidden(duty.routingKey().toString());
        foretell(
            HttpForms.of(new Destination.PagerDuty(duty.url(), hidden), envelope), duty, steps);
      }
      case Destination.Mail mail ->
          steps.step(
              "would mail to "
                  + mail.shown()
                  + " ("
                  + mail.security().name().toLowerCase(Locale.ROOT)
                  + "): "
                  + envelope.subject());
    }
  }

  private static void foretell(HttpForms.Request request, Destination to, Steps steps) {
    steps.step("would POST to " + to.shown() + ", " + request.body().length + " octets:");
    steps.step(new String(request.body(), StandardCharsets.UTF_8));
  }

  private static Envelope envelope(String cluster, String instance, Instant now) {
    return new Envelope(cluster, instance, now, List.of(notice(now)));
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
