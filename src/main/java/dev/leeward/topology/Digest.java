package dev.leeward.topology;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The first 16 octets of a SHA-256 in hex: what instances compare instead of the whole. */
public record Digest(String hex) implements Comparable<Digest> {
  public static final int OCTETS = 16;

  public Digest {
    if (hex.length() != 2 * OCTETS || !hex.chars().allMatch(Digest::isLowerHex)) {
      throw new IllegalArgumentException("no digest: " + hex);
    }
  }

  private static boolean isLowerHex(int letter) {
    return letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f';
  }

  public static Digest of(byte[] content) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
      return ofOctets(Arrays.copyOf(whole, OCTETS));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Of lines of text, each ended by a newline. */
  public static Digest ofLines(Iterable<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  public static Digest ofOctets(byte[] octets) {
    return new Digest(HexFormat.of().formatHex(octets));
  }

  public byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /** Written out as {@link #equals}: what the JVM makes for a record it makes during a start. */
  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && digest.hex.equals(hex);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
