package dev.leeward.notification;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agreed event as it is told to people.
 *
 * @param id the same on every instance, and of no other event
 * @param service null for what is about all of them
 * @param regions the regions that changed, or that are overridden
 * @param over whether nothing of the service is out any more
 * @param severity info, warning, error or critical, as PagerDuty has them
 * @param summary one line
 * @param at when this instance learnt it, RFC 3339
 * @param event as the timeline has it
 */
public record Notice(
    String id,
    NoticeKind kind,
    @Nullable String service,
    List<String> regions,
    boolean over,
    String severity,
    String summary,
    String at,
    JsonObject event) {
  public Notice {
    regions = List.copyOf(regions);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("kind", kind.word())
        .put("service", service)
        .put("regions", new JsonArray(regions))
        .put("over", over)
        .put("severity", severity)
        .put("summary", summary)
        .put("at", at)
        .put("event", event);
  }

  /**
   * @throws RuntimeException when it is none
   */
  static Notice of(JsonObject json) {
    return new Notice(
        json.getString("id"),
        NoticeKind.parse(json.getString("kind")),
        json.getString("service"),
        json.getJsonArray("regions").stream().map(String::valueOf).toList(),
        json.getBoolean("over"),
        json.getString("severity"),
        json.getString("summary"),
        json.getString("at"),
        json.getJsonObject("event"));
  }
}
