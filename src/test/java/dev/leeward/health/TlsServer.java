package dev.leeward.health;

import dev.leeward.topology.Network;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An HTTPS server on loopback with a certificate of its own; any thread. */
final class TlsServer implements Closeable {
  private static final char[] PASSWORD = "test".toCharArray();

  private final SSLServerSocket socket;
  private final String pem;

  /**
   * @param name that the certificate is for, a DNS name
   */
  TlsServer(String name, Instant notBefore, Instant notAfter) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = certificate(name, pair, notBefore, notAfter);
    pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    keys.setKeyEntry("server", pair.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, Network.parseAddress("127.0.0.1"));
    Thread.ofVirtual().start(this::serve);
  }

  static TlsServer of(String name, long daysLeft) throws Exception {
    Instant now = Instant.now();
    return new TlsServer(
        name, now.minus(100, ChronoUnit.DAYS), now.plus(daysLeft, ChronoUnit.DAYS));
  }

  private static X509Certificate certificate(
      String name, KeyPair pair, Instant notBefore, Instant notAfter) throws Exception {
    X500Name subject = new X500Name("CN=" + name);
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The certificate, which is its own authority. */
  String pem() {
    return pem;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        InputStream in = client.getInputStream();
        byte[] head = new byte[4096];
        if (in.read(head) > 0) {
          client
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                      .getBytes(StandardCharsets.US_ASCII));
          in.transferTo(OutputStream.nullOutputStream());
        }
      } catch (IOException refusedByTheClient) {
        // The next one may like the certificate.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
