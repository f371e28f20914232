package dev.leeward.cluster;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a key and the certificate that TLS wants around it. Only the key is ever compared, so the
 * dates say "always": a certificate that ends would stop the electorate on that day.
 */
final class SelfSigned {
  private static final Date BEGINNING = Date.from(Instant.parse("2000-01-01T00:00:00Z"));

  /** No well-defined end (RFC 5280 section 4.1.2.5). */
  private static final Date NEVER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  private static final int SERIAL_OCTETS = 16;

  private SelfSigned() {}

  /** Making a certificate costs a start more than all else that it does before the first answer. */
  static InstanceKey withoutCertificate() {
    KeyPair pair = pair();
    return new InstanceKey(pair.getPrivate(), pair.getPublic(), null);
  }

  /**
   * What it catches has no narrower name: to check one of BouncyCastle's the JVM would read its
   * signed jar, and verify the signature, at every start.
   */
  static InstanceKey generate(String commonName) {
    try {
      KeyPair pair = pair();
      return new InstanceKey(
          pair.getPrivate(),
          new JcaX509CertificateConverter().getCertificate(certificate(pair, commonName)));
    } catch (Exception e) {
      throw new IllegalStateException("this JDK makes no Ed25519 certificate", e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK makes no Ed25519 key", e);
    }
  }

  private static X509CertificateHolder certificate(KeyPair pair, String commonName)
      throws OperatorCreationException {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    return new JcaX509v3CertificateBuilder(
            name, serial(pair), BEGINNING, NEVER, name, pair.getPublic())
        .build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate()));
  }

  /** Positive and as unique as the key is. */
  private static BigInteger serial(KeyPair pair) {
    byte[] raw = PublicKeys.rawOf(pair.getPublic()).orElseThrow();
    return new BigInteger(1, Arrays.copyOf(raw, SERIAL_OCTETS)).add(BigInteger.ONE);
  }
}
