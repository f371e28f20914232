package dev.leeward.notification;

/** A text that no log, no message and no API shows; immutable. */
public record Hidden(String text) {
  public Hidden {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
