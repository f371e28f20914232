package dev.leeward.cluster;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** PKCS#8 key and certificate in one text (RFC 7468), in either order. */
final class KeyPem {
  private KeyPem() {}

  /** The text is no usable key: why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static String write(InstanceKey key) {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("PRIVATE KEY", key.privateKey().getEncoded()));
      pem.writeObject(new PemObject("CERTIFICATE", key.certificate().getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
    return text.toString();
  }

  static InstanceKey read(String text) throws Unusable {
    List<PrivateKeyInfo> keys = new ArrayList<>();
    List<X509CertificateHolder> certificates = new ArrayList<>();
    try (PEMParser pem = new PEMParser(new StringReader(text))) {
      for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
        switch (part) {
          case PrivateKeyInfo key -> keys.add(key);
          case X509CertificateHolder leaf -> certificates.add(leaf);
          default -> throw new Unusable("holds something that is no PKCS#8 key or certificate");
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new Unusable("is not PEM: " + e.getMessage(), e);
    }
    if (keys.size() != 1) {
      throw new Unusable("holds %d PKCS#8 private keys instead of one".formatted(keys.size()));
    }
    if (certificates.size() != 1) {
      throw new Unusable("holds %d certificates instead of one".formatted(certificates.size()));
    }
    return assemble(keys.getFirst(), certificates.getFirst());
  }

  private static InstanceKey assemble(PrivateKeyInfo privateKey, X509CertificateHolder certificate)
      throws Unusable {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(privateKey.getEncoded()));
      X509Certificate leaf = new JcaX509CertificateConverter().getCertificate(certificate);
      if (PublicKeys.rawOf(leaf.getPublicKey()).isEmpty()) {
        throw new Unusable("its certificate's key is not Ed25519");
      }
      if (!belongTogether(key, leaf.getPublicKey())) {
        throw new Unusable("its certificate is for another key");
      }
      return new InstanceKey(key, leaf);
    } catch (GeneralSecurityException | IOException e) {
      throw new Unusable("its key is not Ed25519", e);
    }
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] content = "leeward".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(privateKey);
    signature.update(content);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(content);
    return signature.verify(signed);
  }
}
