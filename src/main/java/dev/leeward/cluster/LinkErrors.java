package dev.leeward.cluster;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a connection, in words and as a refusal. */
final class LinkErrors {
  private LinkErrors() {}

  static String text(Throwable error) {
    CertificateException untrusted = untrusted(error);
    if (untrusted != null) {
      return String.valueOf(untrusted.getMessage());
    }
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
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
