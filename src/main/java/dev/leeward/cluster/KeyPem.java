package dev.leeward.cluster;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** PKCS#8 key and certificate in one text (RFC 7468), in either order. */
final class KeyPem {
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

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
    try {
      return new PemBlock(PRIVATE_KEY, key.privateKey().getEncoded()).write()
          + new PemBlock(CERTIFICATE, key.certificate().getEncoded()).write();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
  }

  static InstanceKey read(String text) throws Unusable {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> certificates = new ArrayList<>();
    for (PemBlock block : blocks(text)) {
      switch (block.label()) {
        case PRIVATE_KEY -> keys.add(block.octets());
        case CERTIFICATE -> certificates.add(block.octets());
        default -> throw new Unusable("holds something that is no PKCS#8 key or certificate");
      }
    }
    if (keys.size() != 1) {
      throw new Unusable("holds %d PKCS#8 private keys instead of one".formatted(keys.size()));
    }
    if (certificates.size() != 1) {
      throw new Unusable("holds %d certificates instead of one".formatted(certificates.size()));
    }
    return assemble(keys.getFirst(), certificate(certificates.getFirst()));
  }

  private static List<PemBlock> blocks(String text) throws Unusable {
    try {
      return PemBlock.read(text);
    } catch (IllegalArgumentException e) {
      throw new Unusable("is not PEM: " + e.getMessage(), e);
    }
  }

  private static X509Certificate certificate(byte[] der) throws Unusable {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new Unusable("its certificate is none: " + e.getMessage(), e);
    }
  }

  private static InstanceKey assemble(byte[] privateKey, X509Certificate leaf) throws Unusable {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(privateKey));
      if (PublicKeys.rawOf(leaf.getPublicKey()).isEmpty()) {
        throw new Unusable("its certificate's key is not Ed25519");
      }
      if (!belongTogether(key, leaf.getPublicKey())) {
        throw new Unusable("its certificate is for another key");
      }
      return new InstanceKey(key, leaf);
    } catch (GeneralSecurityException e) {
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
