package dev.leeward.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of changes, and what was told.
 *
 * @param sent the newest first; what this instance knows of, whoever sent it
 */
public record NotificationsView(String instance, List<Way> notifications, List<Sent> sent) {
  /**
   * One notification as this instance sees it.
   *
   * @param destination without what is secret in it
   * @param failures of this instance's attempts since the last that was taken
   */
  public record Way(
      String name,
      String type,
      String destination,
      int waiting,
      int failures,
      @Nullable String lastError,
      @Nullable String lastDeliveredAt) {}

  /**
   * @param outcome delivered, refused, given-up, superseded, dropped or settled
   * @param by the instance
   */
  public record Sent(
      String at,
      String notification,
      String outcome,
      String by,
      String summary,
      String detail,
      String id) {}

  public static NotificationsView none(String instance) {
    return new NotificationsView(instance, List.of(), List.of());
  }
}
