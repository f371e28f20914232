package dev.leeward.notification;

/** Told what becomes of notices, by the desk's thread. */
public interface NotificationObserver {
  NotificationObserver NONE = new NotificationObserver() {};

  /**
   * @param outcome as in {@link Outcome}
   */
  default void ended(String notification, String outcome) {}

  /** An attempt of this instance's failed and will be made again. */
  default void failed(String notification) {}

  default void waiting(String notification, int count) {}
}
