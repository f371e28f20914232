package dev.leeward.health;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong in a TLS handshake, in a few words. */
final class TlsFailure {
  private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]{1,40})");
  private static final int DEEPEST_CAUSE = 20;

  private TlsFailure() {}

  /** Null when it was not TLS that failed. */
  static @Nullable String reason(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return null;
    }
    boolean tls = false;
    int depth = 0;
    for (Throwable at = cause; at != null && depth < DEEPEST_CAUSE; at = at.getCause()) {
      String reason = reasonOf(at);
      if (reason != null) {
        return reason;
      }
      tls |= at instanceof SSLException || String.valueOf(at.getMessage()).contains("handshake");
      depth++;
    }
    if (cause instanceof ClosedChannelException || saysClosed(cause)) {
      return "connection closed in the TLS handshake";
    }
    return tls ? "TLS handshake failed" : null;
  }

  private static @Nullable String reasonOf(Throwable at) {
    String message = String.valueOf(at.getMessage());
    Matcher alert = ALERT.matcher(message);
    if (at instanceof CertificateExpiredException) {
      return "certificate expired";
    } else if (at instanceof CertificateNotYetValidException) {
      return "certificate not valid yet";
    } else if (at instanceof CertPathBuilderException) {
      return "certificate of an unknown authority";
    } else if (at instanceof CertificateException
        && (message.startsWith("No subject alternative") || message.startsWith("No name match"))) {
      return "certificate of another name";
    } else if (alert.find()) {
      return "TLS alert " + alert.group(1);
    } else if (message.contains("not an SSL/TLS record")
        || message.contains("Unsupported or unrecognized SSL message")) {
      return "no TLS";
    } else if (message.contains("Connection reset")) {
      return "connection reset";
    }
    return null;
  }

  private static boolean saysClosed(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("closed") || message.contains("Closed");
  }
}
