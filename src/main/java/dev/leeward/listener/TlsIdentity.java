package dev.leeward.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server certificate and its private key as two files had them, known to belong together.
 *
 * @param certificatePem the files' content, never changed
 * @param expires when the server's own certificate does
 */
public record TlsIdentity(String certificatePem, String privateKeyPem, Instant expires) {
  /** A file that cannot be used; the message names it, says why and what to do. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(Path file, String what, String whatToDo) {
      super(file + " " + what + "; " + whatToDo);
    }
  }

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] PROOF = "leeward".getBytes(StandardCharsets.US_ASCII);

  public static TlsIdentity read(TlsSettings settings) throws UnusableException {
    Path certificateFile = settings.certificateFile();
    Path keyFile = settings.privateKeyFile();
    String certificatePem = text(certificateFile);
    refuseOpen(keyFile);
    String privateKeyPem = text(keyFile);
    X509Certificate certificate = first(certificateFile, certificatePem);
    PublicKey publicKey = certificate.getPublicKey();
    PrivateKey privateKey = privateKey(keyFile, privateKeyPem, publicKey);
    if (!belongTogether(publicKey, privateKey)) {
      throw mismatch(keyFile, certificateFile);
    }
    return new TlsIdentity(certificatePem, privateKeyPem, certificate.getNotAfter().toInstant());
  }

  private static String text(Path file) throws UnusableException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UnusableException(file, "does not exist", "write the file or change its name");
    } catch (IOException e) {
      throw new UnusableException(
          file, "cannot be read (" + e + ")", "make it readable by this process's user");
    }
  }

  /** A group may read it: that is how keys are shared with services that are not root. */
  private static void refuseOpen(Path keyFile) throws UnusableException {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(keyFile);
      if (mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new UnusableException(
            keyFile, "can be read or written by everybody", "run: chmod o= " + keyFile);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // That it cannot be read is said when it is.
    }
  }

  private static X509Certificate first(Path file, String pem) throws UnusableException {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
      if (List.copyOf(chain).getFirst() instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // falls through: whatever the reason, it is no certificate
    }
    throw new UnusableException(
        file,
        "holds no certificate",
        "write the server's certificate in PEM into it, then those that lead to its root");
  }

  private static PrivateKey privateKey(Path file, String pem, PublicKey publicKey)
      throws UnusableException {
    Matcher key = PKCS8.matcher(pem);
    if (!key.find()) {
      throw new UnusableException(
          file,
          "holds no unencrypted PKCS#8 key",
          "convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    try {
      byte[] octets = Base64.getMimeDecoder().decode(key.group(1));
      return KeyFactory.getInstance(publicKey.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(octets));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableException(
          file,
          "is no " + publicKey.getAlgorithm() + " key as the certificate has",
          "name the key that the certificate was made for");
    }
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    try {
      String algorithm =
          switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case String other -> other;
          };
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(PROOF);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROOF);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static UnusableException mismatch(Path keyFile, Path certificateFile) {
    return new UnusableException(
        keyFile,
        "is not the key of the certificate in " + certificateFile,
        "name the key that the certificate was made for");
  }

  @Override
  public String toString() {
    return "TlsIdentity[expires=" + expires + "]";
  }
}
