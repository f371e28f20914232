package dev.leeward.notification;

/**
 * A notice that waits no longer.
 *
 * @param word delivered, refused, given-up, superseded, dropped or settled
 * @param by the instance
 * @param at RFC 3339
 * @param detail the server's answer, or why not
 */
public record Outcome(
    String id,
    String notification,
    String word,
    String by,
    String at,
    String detail,
    String summary) {
  ItemKey key() {
    return new ItemKey(id, notification);
  }
}
