package dev.leeward.health;

import java.nio.charset.StandardCharsets;

/** A text that no log, no message and no API shows; immutable. */
public final class Secret {
  private final String text;

  public Secret(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.text = text;
  }

  /** For whoever sends it where it belongs. */
  public String reveal() {
    return text;
  }

  byte[] octets() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A reload must see that one was changed. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
