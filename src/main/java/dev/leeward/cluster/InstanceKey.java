package dev.leeward.cluster;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What proves who this instance is: signs its ballots and is its side of the link's TLS.
 *
 * @param privateKey Ed25519
 * @param publicKey the other half
 * @param shown self-signed certificate over the same key; its name and dates mean nothing. Null for
 *     an instance without peers, which shows it to nobody.
 */
public record InstanceKey(
    PrivateKey privateKey, PublicKey publicKey, @Nullable X509Certificate shown) {
  public InstanceKey {
    if (PublicKeys.rawOf(publicKey).isEmpty()) {
      throw new IllegalArgumentException("the key is not Ed25519");
    }
  }

  InstanceKey(PrivateKey privateKey, X509Certificate certificate) {
    this(privateKey, certificate.getPublicKey(), certificate);
  }

  /** What the link's TLS shows; there must be one. */
  public X509Certificate certificate() {
    return Objects.requireNonNull(shown, "a key without a certificate opens no link");
  }

  /** The 32 octets. */
  public byte[] rawPublicKey() {
    return PublicKeys.rawOf(publicKey).orElseThrow();
  }

  /** The 32 octets in base64, as in {@code Instance.publicKeys}. */
  public String publicKeyBase64() {
    return Base64.getEncoder().encodeToString(rawPublicKey());
  }

  /** {@code ed25519:...} as in the configuration. */
  public String publicKeyText() {
    return PublicKeys.text(rawPublicKey());
  }

  @Override
  public String toString() {
    return "InstanceKey[" + publicKeyText() + "]";
  }
}
