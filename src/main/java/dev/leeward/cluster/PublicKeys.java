package dev.leeward.cluster;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** An Ed25519 public key: 32 octets, the JDK's object, and the text of the configuration. */
public final class PublicKeys {
  public static final int OCTETS = 32;
  public static final String PREFIX = "ed25519:";

  /** What stands before the 32 octets in a SubjectPublicKeyInfo (RFC 8410 section 4). */
  private static final byte[] HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private PublicKeys() {}

  /** Empty when these octets are no key. */
  public static Optional<PublicKey> ofRaw(byte[] raw) {
    if (raw.length != OCTETS) {
      return Optional.empty();
    }
    byte[] encoded = Arrays.copyOf(HEADER, HEADER.length + OCTETS);
    System.arraycopy(raw, 0, encoded, HEADER.length, OCTETS);
    try {
      return Optional.of(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException notAKey) {
      return Optional.empty();
    }
  }

  /** Empty when it is a key of another kind. */
  public static Optional<byte[]> rawOf(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null
        || encoded.length != HEADER.length + OCTETS
        || !Arrays.equals(HEADER, 0, HEADER.length, encoded, 0, HEADER.length)) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(encoded, HEADER.length, encoded.length));
  }

  /** As it stands in the configuration. */
  public static String text(byte[] raw) {
    return PREFIX + Base64.getEncoder().encodeToString(raw);
  }

  /** The reverse of {@link #text}; empty when it is no such text or no key. */
  public static Optional<byte[]> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] raw = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return ofRaw(raw).map(key -> raw);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
