package dev.leeward.notification;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Notices and settings for tests. */
final class Notices {
  static final Pace FAST =
      new Pace(
          Duration.ofMillis(30),
          Duration.ofMillis(150),
          Duration.ofMillis(500),
          Duration.ofMillis(800),
          Duration.ofMillis(800));

  private Notices() {}

  static Notice out(String id, String service) {
    return new Notice(
        id,
        NoticeKind.OUT,
        service,
        List.of("us-east"),
        false,
        "error",
        service + ": us-east out; regions in: eu-west; term 5",
        "2026-01-02T03:04:05.678Z",
        new JsonObject().put("kind", "decided").put("term", 5));
  }

  static Notice in(String id, String service) {
    return new Notice(
        id,
        NoticeKind.IN,
        service,
        List.of("us-east"),
        true,
        "info",
        service + ": us-east in again",
        "2026-01-02T03:05:05.678Z",
        new JsonObject().put("kind", "decided").put("term", 6));
  }

  static NotificationSettings to(String name, Destination destination) {
    return new NotificationSettings(
        name, destination, null, Set.of(), Set.of(), Set.of(), Duration.ofHours(24));
  }

  static NotificationSettings trusting(NotificationSettings settings, Path caFile) {
    return new NotificationSettings(
        settings.name(),
        settings.destination(),
        caFile,
        settings.events(),
        settings.services(),
        settings.regions(),
        settings.giveUpAfter());
  }
}
