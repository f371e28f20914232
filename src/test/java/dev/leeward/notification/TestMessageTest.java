package dev.leeward.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code notify-test} says and sends. */
final class TestMessageTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Hidden SECRET = new Hidden("T0P-S3CRET");

  private static List<String> foretold(Destination destination) {
    List<String> steps = new ArrayList<>();
    TestMessage.foretell(Notices.to("ops", destination), "test", "one", NOW, steps::add);
    return steps;
  }

  @Test
  void aDryRunTellsWhatWouldGoWhereAndSendsNothing() throws Exception {
    try (Receiver receiver = new Receiver()) {
      List<String> steps = foretold(new Destination.Webhook(receiver.url(), SECRET));
      assertEquals(2, steps.size());
      assertTrue(
          steps.getFirst().startsWith("would POST to http://127.0.0.1:" + receiver.port()),
          steps::toString);
      assertTrue(steps.getLast().contains("this is a test by leeward notify-test"));
      assertTrue(receiver.got.isEmpty());
    }
  }

  @Test
  void aDryRunShowsNoSecret() {
    Hidden url = new Hidden("https://hooks.example.com/T0P-S3CRET");
    for (Destination each :
        List.of(
            new Destination.Webhook(url, SECRET),
            new Destination.Slack(url),
            new Destination.PagerDuty(url, SECRET),
            new Destination.Mail(
                "mail.example.com",
                587,
                Destination.Security.STARTTLS,
                "leeward",
                SECRET,
                "dns@example.com",
                List.of("ops@example.com")))) {
      String said = String.join("\n", foretold(each));
      assertFalse(said.contains("T0P-S3CRET"), said);
      assertTrue(said.startsWith("would "), said);
    }
  }
}
