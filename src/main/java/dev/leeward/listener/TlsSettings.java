package dev.leeward.listener;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * DNS over TLS (RFC 7858).
 *
 * @param addresses as in {@link ListenerSettings}
 * @param certificateFile the server's certificate and those that lead to its root, in PEM
 * @param privateKeyFile its private key, PKCS#8 in PEM
 */
public record TlsSettings(
    List<InetSocketAddress> addresses, Path certificateFile, Path privateKeyFile) {
  public TlsSettings {
    addresses = List.copyOf(addresses);
  }
}
