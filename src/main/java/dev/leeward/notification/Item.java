package dev.leeward.notification;

/**
 * A notice that waits for one notification.
 *
 * @param postedMillis wall clock
 */
record Item(Notice notice, String notification, long postedMillis) {
  ItemKey key() {
    return new ItemKey(notice.id(), notification);
  }
}
