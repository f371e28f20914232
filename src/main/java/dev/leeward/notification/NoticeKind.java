package dev.leeward.notification;

import java.util.Locale;

/** What a notice is about, in the configuration's words. */
public enum NoticeKind {
  /** A decision that takes regions or records of a service out. */
  OUT,
  /** A decision that only brings some back. */
  IN,
  /** A drain, a pin, a freeze, a failback: what an operator forces. */
  OVERRIDE,
  /** The end of it, when an operator ends it. */
  RELEASED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when there is no such kind
   */
  public static NoticeKind parse(String word) {
    for (NoticeKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("\"" + word + "\" is no kind of event");
  }
}
