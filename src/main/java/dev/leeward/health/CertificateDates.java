package dev.leeward.health;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server's own certificate is valid for long enough. Those between it and an authority
 * are not looked at: servers send expired ones that no client needs.
 *
 * @param failure null when they do
 * @param warning null when they last longer than that
 */
record CertificateDates(@Nullable String failure, @Nullable String warning) {
  private static final CertificateDates FINE = new CertificateDates(null, null);

  static CertificateDates of(List<Certificate> chain, TlsTerms terms, Instant now) {
    if (chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate own)) {
      return FINE;
    }
    // Java does not ask this of a certificate that is itself among the authorities.
    if (terms.verify() && own.getNotBefore().toInstant().isAfter(now)) {
      return new CertificateDates("certificate not valid yet", null);
    }
    Instant expires = own.getNotAfter().toInstant();
    Duration left = Duration.between(now, expires);
    if (terms.verify() && left.isNegative()) {
      return new CertificateDates("certificate expired", null);
    }
    if (terms.failBefore().isPositive() && left.compareTo(terms.failBefore()) < 0) {
      return new CertificateDates(text(expires, left), null);
    }
    return left.compareTo(terms.warnBefore()) < 0
        ? new CertificateDates(null, text(expires, left))
        : FINE;
  }

  private static String text(Instant expires, Duration left) {
    String date = expires.atZone(ZoneOffset.UTC).toLocalDate().toString();
    return left.isNegative()
        ? "certificate expired on " + date
        : "certificate expires on " + date + ", in " + left.toDays() + " days";
  }
}
