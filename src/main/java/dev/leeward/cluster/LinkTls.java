package dev.leeward.cluster;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The link's TLS: 1.3 only, both sides show a certificate, the pinned keys decide. */
record LinkTls(InstanceKey key, PinnedKeys pins) {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

  /**
   * A loaded host needs longer for two signatures than a beat of a fast test; what only opens a
   * socket and says nothing is gone after it.
   */
  private static final long HANDSHAKE_SECONDS = 3;

  NetServerOptions server(InetSocketAddress listen) {
    return new NetServerOptions()
        .setHost(listen.getAddress().getHostAddress())
        .setPort(listen.getPort())
        .setTcpNoDelay(true)
        .setSsl(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(KeyCertOptions.wrap(new OwnKey(key)))
        .setTrustOptions(TrustOptions.wrap(pins))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
  }

  NetClientOptions client(Duration connectTimeout) {
    return new NetClientOptions()
        .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
        .setTcpNoDelay(true)
        .setSsl(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        // no names in this: the key is compared, here by the trust manager and then by the link
        .setHostnameVerificationAlgorithm("")
        .setKeyCertOptions(KeyCertOptions.wrap(new OwnKey(key)))
        .setTrustOptions(TrustOptions.wrap(pins))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
  }
}
