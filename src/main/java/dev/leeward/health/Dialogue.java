package dev.leeward.health;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is said, and what must come back.
 *
 * @param send each character is an octet; null: nothing
 * @param expect in the octets that come, each a character; null: nothing need come
 */
public record Dialogue(@Nullable String send, @Nullable TextExpectation expect) {
  public static final Dialogue NONE = new Dialogue(null, null);

  public Dialogue {
    if (send != null && send.chars().anyMatch(each -> each > 0xFF)) {
      throw new IllegalArgumentException("send holds a character that is no octet");
    }
  }

  byte[] octets() {
    return send == null ? new byte[0] : send.getBytes(StandardCharsets.ISO_8859_1);
  }
}
