package dev.leeward.notification;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, in words made here: what a library says may hold the URL, and so a
 * password.
 */
final class Failures {
  private Failures() {}

  static String text(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
        return "its host has no address";
      }
      if (each instanceof SSLException) {
        return "TLS: " + innermost(each);
      }
      if (each instanceof ConnectException) {
        // The JDK's HTTP client says no more than that.
        return Objects.requireNonNullElse(each.getMessage(), "connection refused");
      }
      innermost = each;
    }
    if (innermost instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    return innermost instanceof SmtpException
        ? String.valueOf(innermost.getMessage())
        : innermost.getClass().getSimpleName();
  }

  /** Of a certificate's path only the end says what is wrong with it. */
  private static String innermost(Throwable of) {
    Throwable innermost = of;
    for (Throwable each = of; each != null; each = each.getCause()) {
      innermost = each;
    }
    @Nullable String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
