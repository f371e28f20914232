package dev.leeward.cluster;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a connection, in words and as a refusal. */
final class LinkErrors {
  /** How the other side's TLS says that its pinned keys refused. */
  private static final String UNKNOWN_KEY_ALERT = "fatal alert: certificate_unknown";

  /** What follows it are the octets that a stranger sent. */
  private static final String NO_TLS = "not an SSL/TLS record";

  private static final int LONGEST_TEXT = 200;

  private LinkErrors() {}

  /** Others' text, fit for one line of a log. */
  static String printable(String text) {
    String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  static String text(Throwable error) {
    CertificateException untrusted = untrusted(error);
    if (untrusted != null) {
      return String.valueOf(untrusted.getMessage());
    }
    String message = error.getMessage();
    if (message == null) {
      return error.getClass().getSimpleName();
    }
    if (message.startsWith(NO_TLS)) {
      return NO_TLS;
    }
    return message.contains(UNKNOWN_KEY_ALERT)
        ? "the peer's configuration does not have this instance's public-key"
        : printable(message);
  }

  static Refusal refusal(Throwable error) {
    return untrusted(error) != null ? Refusal.UNKNOWN_KEY : Refusal.HANDSHAKE;
  }

  static @Nullable CertificateException untrusted(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException untrusted) {
        return untrusted;
      }
    }
    return null;
  }
}
