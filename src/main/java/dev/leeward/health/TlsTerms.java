package dev.leeward.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a check asks of a TLS server.
 *
 * @param serverName sent as SNI and looked for in the certificate; null: what the check knows
 * @param verify whether the certificate must be for that name, valid now and from a known authority
 * @param authorities PEM text of those that are known; null: the Java runtime's
 * @param failBefore its expiry the certificate is a failure
 * @param warnBefore its expiry the certificate is a warning
 */
public record TlsTerms(
    @Nullable String serverName,
    boolean verify,
    @Nullable String authorities,
    Duration failBefore,
    Duration warnBefore) {
  public static final TlsTerms USUAL =
      new TlsTerms(null, true, null, Duration.ZERO, Duration.ofDays(14));

  public TlsTerms {
    if (serverName != null && !serverName.matches("[A-Za-z0-9._:-]{1,253}")) {
      throw new IllegalArgumentException("server-name \"" + serverName + "\" is no host name");
    }
  }
}
