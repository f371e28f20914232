package dev.leeward.health;

import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Makes a TLS connection and looks at the certificate. */
final class TlsProbe implements Probing<TlsCheck> {
  private final NetClient client;
  private final InstantSource clock;

  TlsProbe(NetClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void begin(Aim<TlsCheck> aim, ProbeAttempt attempt) {
    client
        .connect(
            new ConnectOptions()
                .setRemoteAddress(aim.remote(aim.check().place().port()))
                .setTimeout(aim.lastMillis()))
        .onFailure(attempt::couldNotConnect)
        .onSuccess(socket -> {
          attempt.onEnd(socket::close);
          attempt.step("connected");
          secure(socket, aim, attempt);
        });
  }

  private void secure(NetSocket socket, Aim<TlsCheck> aim, ProbeAttempt attempt) {
    TlsTerms terms = aim.check().tls();
    String sni = TlsClient.sni(TlsClient.serverName(terms, aim.name()));
    socket.exceptionHandler(attempt::couldNotSecure);
    socket
        .upgradeToSsl(TlsClient.options(terms, false), sni)
        .onFailure(attempt::couldNotSecure)
        .onSuccess(_ -> {
          CertificateDates dates = dates(socket.sslSession(), terms, clock, attempt);
          if (dates.failure() != null) {
            attempt.failed(dates.failure());
          } else {
            attempt.healthy(new ProbeResult.Notes(dates.warning(), null));
          }
        });
  }

  static CertificateDates dates(
      SSLSession session, TlsTerms terms, InstantSource clock, ProbeAttempt attempt) {
    attempt.step("TLS: " + session.getProtocol() + ", " + session.getCipherSuite());
    return CertificateDates.of(chain(session), terms, clock.instant());
  }

  private static List<Certificate> chain(SSLSession session) {
    try {
      return List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException anonymous) {
      return List.of();
    }
  }
}
