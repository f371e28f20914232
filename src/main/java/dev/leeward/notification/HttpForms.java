package dev.leeward.notification;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Notices as the receivers of webhooks want them. Pure. */
final class HttpForms {
  private static final String HMAC = "HmacSHA256";

  private HttpForms() {}

  /**
   * @param headers beside Content-Type
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
  record Request(Hidden url, byte[] body, Map<String, String> headers) {}

  static Request of(Destination.Webhook webhook, String notification, Envelope envelope) {
    JsonArray events = new JsonArray();
    envelope.notices().forEach(notice -> events.add(notice.toJson()));
    byte[] body =
        octets(
            new JsonObject()
                .put("notification", notification)
                .put("cluster", envelope.cluster())
                .put("instance", envelope.instance())
                .put("sentAt", envelope.at().toString())
                .put("key", envelope.key())
                .put("events", events));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", envelope.key());
    Hidden secret = webhook.secret();
    if (secret != null) {
      long second = envelope.at().getEpochSecond();
      headers.put("X-Leeward-Signature", "t=" + second + ",v1=" + signature(secret, second, body));
    }
    return new Request(webhook.url(), body, headers);
  }

  /** HMAC-SHA-256 of the second, a dot and the body: an old one cannot be played again later. */
  static String signature(Hidden secret, long second, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((second + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + HMAC, impossible);
    }
  }

  static Request of(Destination.Slack slack, Envelope envelope) {
    StringBuilder text = new StringBuilder();
    for (Notice notice : envelope.notices()) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(notice.over() ? ":white_check_mark: " : ":warning: ")
          .append(escaped(notice.summary()));
    }
    text.append("\n_")
        .append(escaped(envelope.cluster()))
        .append(", told by ")
        .append(escaped(envelope.instance()))
        .append('_');
    JsonObject body = new JsonObject().put("text", text.toString());
    return new Request(slack.url(), octets(body), Map.of());
  }

  /** Slack's control characters: a reason must not call everybody in the channel. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** One service is one incident, however often its regions come and go. */
  static Request of(Destination.PagerDuty pagerDuty, Envelope envelope) {
    Notice notice = envelope.notices().getFirst();
    String service = notice.service() == null ? "all" : notice.service();
    JsonObject payload =
        new JsonObject()
            .put("summary", shortened(notice.summary()))
            .put("source", envelope.cluster())
            .put("severity", notice.severity())
            .put("timestamp", notice.at())
            .put("component", service)
            .put("group", String.join(",", notice.regions()))
            .put("class", notice.kind().word())
            .put("custom_details", notice.event());
    JsonObject body =
        new JsonObject()
            .put("routing_key", pagerDuty.routingKey().text())
            .put("event_action", notice.over() ? "resolve" : "trigger")
            .put("dedup_key", "leeward/" + envelope.cluster() + "/" + service)
            .put("client", "Leeward " + envelope.instance())
            .put("payload", payload);
    return new Request(pagerDuty.url(), octets(body), Map.of());
  }

  /** PagerDuty refuses a longer one. */
  private static String shortened(String summary) {
    return summary.substring(0, Math.min(1024, summary.length()));
  }

  private static byte[] octets(JsonObject json) {
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }
}
