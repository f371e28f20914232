package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leeward.notification.Destination;
import dev.leeward.notification.Hidden;
import dev.leeward.notification.NoticeKind;
import dev.leeward.notification.NotificationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code notifications}. */
class NotificationKeysTest {
  private final Written written;

  NotificationKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "");
    written.file("hook", "https://hooks.example.com/T0P/S3CRET\n");
    written.file("key", "S3CRET\n");
    written.file("empty", "\n");
  }

  private static String with(String notification) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions { us-east { networks = ["192.0.2.0/24"] } }
      notifications { ops { %s } }
    }
    """
        .formatted(notification);
  }

  private NotificationSettings one(String notification) {
    List<NotificationSettings> all = written.settings(with(notification)).notifications();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  @Test
  void nobodyIsToldUnlessTheConfigurationSaysSo() {
    assertEquals(
        List.of(),
        written
            .settings(
                "leeward.zones = [ { origin = \"example.com.\", file = \"example.com.zone\" } ]")
            .notifications());
  }

  @Test
  void aWebhookNeedsOnlyAUrlAndHasAllEventsForADay() {
    assertEquals(
        new NotificationSettings(
            "ops",
            new Destination.Webhook(new Hidden("http://127.0.0.1:9000/x"), null),
            null,
            Set.of(),
            Set.of(),
            Set.of(),
            Duration.ofHours(24)),
        one("url = \"http://127.0.0.1:9000/x\""));
  }

  @Test
  void secretsComeFromFilesAndAreNotShown() {
    NotificationSettings slack =
        one("type = slack, url-file = hook, events = [out], regions = [us-east]");
    assertEquals(Set.of(NoticeKind.OUT), slack.events());
    assertEquals(
        new Destination.Slack(new Hidden("https://hooks.example.com/T0P/S3CRET")),
        slack.destination());
    NotificationSettings duty = one("type = pagerduty, routing-key-file = key");
    assertEquals(
        new Destination.PagerDuty(
            new Hidden("https://events.pagerduty.com/v2/enqueue"), new Hidden("S3CRET")),
        duty.destination());
    assertFalse((slack + " " + duty).contains("S3CRET"), slack + " " + duty);
  }

  @Test
  void mailGoesByTheUsualPortOfItsSecurity() {
    String mail = "type = mail, host = mx.test, from = \"a@b.test\", to = \"c@d.test\"";
    assertEquals(587, ((Destination.Mail) one(mail).destination()).port());
    assertEquals(465, ((Destination.Mail) one(mail + ", security = tls").destination()).port());
    assertEquals(25, ((Destination.Mail) one(mail + ", security = none").destination()).port());
    assertEquals(2525, ((Destination.Mail) one(mail + ", port = 2525").destination()).port());
  }

  private void assertFinds(String says, String notification) {
    assertSays(says, Written.only(written.load(with(notification)), "bad-value"));
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    assertFinds("leeward.notifications.ops.url-file is missing", "type = slack");
    assertFinds("ops.url is no http or https URL", "url = \"ftp://x.test/\"");
    assertFinds("ops.url is no http or https URL", "url = \"https://user:pw@x.test/\"");
    assertFinds("ops.type is \"sms\"", "type = sms, url = \"http://x.test\"");
    assertFinds("nowhere cannot be read", "url-file = nowhere");
    assertFinds("the first line of", "url-file = empty");
    assertFinds("ops.routing-key-file is missing", "type = pagerduty");
    assertFinds(
        "ops.events has what an operator does",
        "type = pagerduty, routing-key-file = key, events = [out, override]");
    assertFinds("\"gone\" is no kind of event", "url-file = hook, events = [gone]");
    assertFinds("there is no eu-west", "url-file = hook, regions = [eu-west]");
    assertFinds("ops.secret is not for that type", "type = slack, url-file = hook, secret = x");
    assertFinds("ops.give-up-after is zero", "url-file = hook, give-up-after = 0s");
    assertFinds(
        "\"c d\" is no mail address",
        "type = mail, host = mx.test, from = \"a@b.test\", to = [\"c d\", \"e@f.test\"]");
    assertFinds(
        "ops.security is none, and would show the password",
        "type = mail, host = mx.test, from = \"a@b.test\", to = \"c@d.test\", security = none,"
            + " user = u, password-file = key");
    assertFinds(
        "ops.password-file is missing",
        "type = mail, host = mx.test, from = \"a@b.test\", to = \"c@d.test\", user = u");
  }

  @Test
  void noFindingShowsASecret() {
    Loaded loaded = written.load(with("url = \"bad S3CRET url\", type = webhook"));
    assertFalse(loaded.findings().toString().contains("S3CRET"), loaded.findings()::toString);
  }
}
