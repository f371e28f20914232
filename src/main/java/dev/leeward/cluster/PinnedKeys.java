package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate whose key is a configured instance's, whatever else it says: names, dates
 * and issuers are not looked at. Read by any thread, replaced as a whole by a reload.
 */
final class PinnedKeys extends X509ExtendedTrustManager {
  private volatile Map<String, String> instanceByKey = Map.of();

  void replace(Collection<Instance> instances) {
    Map<String, String> next = new HashMap<>();
    instances.forEach(
        instance -> instance.publicKeys().forEach(key -> next.putIfAbsent(key, instance.name())));
    instanceByKey = Map.copyOf(next);
  }

  /** Whose key it is. */
  Optional<String> instance(Certificate certificate) {
    return PublicKeys.rawOf(certificate.getPublicKey())
        .map(raw -> instanceByKey.get(Base64.getEncoder().encodeToString(raw)));
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || instance(chain[0]).isEmpty()) {
      throw new CertificateException("its key is no configured instance's public-key");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  /** Names no issuer: every side has one certificate and shows it. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
