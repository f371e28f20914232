package dev.leeward.health;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A check's terms as Vert.x takes them; equal ones share one TLS context there. */
final class TlsClient {
  private static final List<String> NO_PROTOCOLS = List.of();

  private TlsClient() {}

  static ClientSSLOptions options(TlsTerms terms, boolean http2) {
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setTrustAll(!terms.verify())
            .setHostnameVerificationAlgorithm(terms.verify() ? "HTTPS" : "");
    options.setUseAlpn(http2);
    options.setApplicationLayerProtocols(http2 ? List.of("h2") : NO_PROTOCOLS);
    if (terms.verify() && terms.authorities() != null) {
      options.setTrustOptions(
          new PemTrustOptions().addCertValue(Buffer.buffer(terms.authorities())));
    }
    return options;
  }

  /** What the certificate must be for: never a port, never brackets. */
  static String serverName(TlsTerms terms, String fallback) {
    return terms.serverName() == null ? fallback : terms.serverName();
  }

  /** RFC 6066 section 3: SNI is a name, never an address. */
  static @Nullable String sni(String serverName) {
    boolean isAddress = serverName.indexOf(':') >= 0 || serverName.matches("[0-9.]+");
    return isAddress ? null : serverName;
  }
}
