package dev.leeward.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpFormsTest {
  private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
  private static final Hidden URL = new Hidden("https://example.com/x");

  private static Envelope of(Notice... notices) {
    return new Envelope("c", "one", AT, List.of(notices));
  }

  /** The expected value is from {@code printf '1700000000.{}' | openssl dgst -sha256 -hmac key}. */
  @Test
  void theSignatureIsThatOfOpenssl() {
    assertEquals(
        "9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae",
        HttpForms.signature(
            new Hidden("key"), 1_700_000_000, "{}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSignatureCoversTheSecondAndTheBody() {
    HttpForms.Request request =
        HttpForms.of(
            new Destination.Webhook(URL, new Hidden("key")), "ops", of(Notices.out("id-1", "www")));
    assertEquals(
        "t=1700000000,v1=" + HttpForms.signature(new Hidden("key"), 1_700_000_000, request.body()),
        request.headers().get("X-Leeward-Signature"));
  }

  @Test
  void theKeyIsTheSameWhoeverSendsIt() {
    Envelope one = of(Notices.out("id-1", "www"), Notices.out("id-2", "api"));
    Envelope two = new Envelope("c", "two", AT.plusSeconds(9), one.notices());
    assertEquals(one.key(), two.key());
    assertEquals("id-1", of(Notices.out("id-1", "www")).key());
  }

  @Test
  void aReasonCallsNobodyInSlack() {
    Notice rude =
        new Notice(
            "id",
            NoticeKind.OVERRIDE,
            "www",
            List.of(),
            false,
            "warning",
            "drain by eve: <!channel> & more",
            "",
            new JsonObject());
    String text =
        new JsonObject(
                new String(
                    HttpForms.of(new Destination.Slack(URL), of(rude)).body(),
                    StandardCharsets.UTF_8))
            .getString("text");
    assertTrue(text.contains("&lt;!channel&gt; &amp; more"), text);
    assertFalse(text.contains("<!"), text);
  }

  @Test
  void anIncidentIsTriggeredAndResolvedByOneKey() {
    Destination.PagerDuty duty = new Destination.PagerDuty(URL, new Hidden("routing"));
    JsonObject trigger = json(HttpForms.of(duty, of(Notices.out("id-1", "www"))));
    JsonObject resolve = json(HttpForms.of(duty, of(Notices.in("id-2", "www"))));
    assertEquals("trigger", trigger.getString("event_action"));
    assertEquals("resolve", resolve.getString("event_action"));
    assertEquals(trigger.getString("dedup_key"), resolve.getString("dedup_key"));
    assertEquals("routing", trigger.getString("routing_key"));
    JsonObject payload = trigger.getJsonObject("payload");
    assertEquals("error", payload.getString("severity"));
    assertEquals("c", payload.getString("source"));
    assertEquals("us-east", payload.getString("group"));
    assertEquals("www: us-east out; regions in: eu-west; term 5", payload.getString("summary"));
  }

  private static JsonObject json(HttpForms.Request request) {
    return new JsonObject(new String(request.body(), StandardCharsets.UTF_8));
  }
}
