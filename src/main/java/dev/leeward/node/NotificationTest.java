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
    /** Nothing was sent, nor was meant to be. */
    FORETOLD,
    /** The configuration is wrong, or has no notification of that name. */
    INVALID
  }

  /**
   * What is asked for.
   *
   * @param instance as which one
   * @param name of the notification
   * @param dryRun only tell what would be sent
   */
  public record Wish(Path config, Optional<String> instance, String name, boolean dryRun) {}

  public static End run(Wish wish, Map<String, String> environment, Steps steps)
      throws InterruptedException {
    Loaded loaded = Loaded.load(wish.config(), wish.instance(), environment);
    Settings settings = loaded.settings();
    if (settings == null) {
      loaded.findings().forEach(finding -> steps.step(finding.toString()));
      return End.INVALID;
    }
    List<String> names = settings.notifications().stream().map(NotificationSettings::name).toList();
    Optional<NotificationSettings> asked =
        settings.notifications().stream()
            .filter(each -> each.name().equals(wish.name()))
            .findFirst();
    if (asked.isEmpty()) {
      steps.step(
          "there is no notification "
              + wish.name()
              + "; "
              + wish.config()
              + " has: "
              + (names.isEmpty() ? "none" : String.join(", ", names)));
      return End.INVALID;
    }
    if (wish.dryRun()) {
      TestMessage.foretell(
          asked.get(), settings.cluster(), settings.instance(), Instant.now(), steps);
      return End.FORETOLD;
    }
    boolean taken =
        TestMessage.send(
            asked.get(), settings.cluster(), settings.instance(), Instant.now(), steps);
    return taken ? End.TAKEN : End.NOT_TAKEN;
  }
}
