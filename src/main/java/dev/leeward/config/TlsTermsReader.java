package dev.leeward.config;

import dev.leeward.health.TlsTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Objects;

/** What a check asks of a TLS server. Owned by one load. */
final class TlsTermsReader {
  private final SecretsReader paths;

  TlsTermsReader(SecretsReader paths) {
    this.paths = paths;
  }

  TlsTerms read(Section block) {
    String serverName =
        block.optional(
            "server-name",
            TlsTermsReader::requireServerName,
            "write the name that the certificate is for");
    return new TlsTerms(
        serverName,
        block.flag("verify"),
        block.optional("ca-file", this::authorities, "write a PEM file's path"),
        block.duration("fail-before-expiry"),
        block.duration("warn-before-expiry"));
  }

  private static String requireServerName(String text) {
    TlsTerms terms = new TlsTerms(text, true, null, Duration.ZERO, Duration.ZERO);
    return Objects.requireNonNull(terms.serverName());
  }

  /** The file's text, so that a reload sees what changed in it. */
  private String authorities(String path) {
    Path file = paths.path(path);
    try {
      String pem = Files.readString(file);
      boolean none =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .isEmpty();
      if (none) {
        throw new IllegalArgumentException(file + " holds no certificate");
      }
      return pem;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds no certificates that can be read", e);
    }
  }
}
