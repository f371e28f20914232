package dev.leeward.control;

import dev.leeward.listener.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP API listens.
 *
 * @param tokenFile holds the tokens of which every request must carry one; null: none, and then
 *     only on loopback
 * @param tls the files of the certificate and its key, without addresses; null: plain HTTP
 */
public record ApiSettings(
    InetSocketAddress address, @Nullable Path tokenFile, @Nullable TlsSettings tls) {
  public ApiSettings(InetSocketAddress address, @Nullable Path tokenFile) {
    this(address, tokenFile, null);
  }
}
