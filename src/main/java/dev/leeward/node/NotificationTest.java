package dev.leeward.node;

import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.notification.NotificationSettings;
import dev.leeward.notification.Steps;
import dev.leeward.notification.TestMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends a test message by one of a configuration's notifications, from this process. */
public final class NotificationTest {
  private NotificationTest() {}

  /** What came of it. */
  public enum End {
    TAKEN,
    NOT_TAKEN,
    /** The configuration is wrong, or has no notification of that name. */
    INVALID
  }

  public static End run(
      Path config,
      Optional<String> instance,
      Map<String, String> environment,
      String name,
      Steps steps)
      throws InterruptedException {
    Loaded loaded = Loaded.load(config, instance, environment);
    Settings settings = loaded.settings();
    if (settings == null) {
      loaded.findings().forEach(finding -> steps.step(finding.toString()));
      return End.INVALID;
    }
    List<String> names = settings.notifications().stream().map(NotificationSettings::name).toList();
    Optional<NotificationSettings> asked =
        settings.notifications().stream().filter(each -> each.name().equals(name)).findFirst();
    if (asked.isEmpty()) {
      steps.step(
          "there is no notification " + name + "; " + config + " has: " + String.join(", ", names));
      return End.INVALID;
    }
    boolean taken =
        TestMessage.send(
            asked.get(), settings.cluster(), settings.instance(), Instant.now(), steps);
    return taken ? End.TAKEN : End.NOT_TAKEN;
  }
}
