package dev.leeward.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What goes out at once.
 *
 * @param at when it is sent
 */
record Envelope(String cluster, String instance, Instant at, List<Notice> notices) {
  Envelope {
    notices = List.copyOf(notices);
  }

  /** The same for the same notices, whoever sends them: who got it already can tell. */
  String key() {
    if (notices.size() == 1) {
      return notices.getFirst().id();
    }
    String ids = String.join("\n", notices.stream().map(Notice::id).toList());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** One line for all. */
  String subject() {
    String first = notices.getFirst().summary();
    return notices.size() == 1 ? first : first + " (and " + (notices.size() - 1) + " more)";
  }
}
