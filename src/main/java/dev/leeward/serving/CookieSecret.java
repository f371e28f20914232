package dev.leeward.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The 128 bits that make server cookies unforgeable (RFC 9018 section 4.4), as SipHash takes them:
 * two little-endian words. Never shows itself.
 */
public record CookieSecret(long first, long second) {
  public static final int OCTETS = 16;

  /**
   * Reads 32 hexadecimal digits.
   *
   * @throws IllegalArgumentException when it is something else, without repeating it
   */
  public static CookieSecret parse(String text) {
    if (!text.matches("[0-9a-fA-F]{32}")) {
      throw new IllegalArgumentException("a cookie secret is not 32 hexadecimal digits");
    }
    ByteBuffer octets =
        ByteBuffer.wrap(HexFormat.of().parseHex(text)).order(ByteOrder.LITTLE_ENDIAN);
    return new CookieSecret(octets.getLong(), octets.getLong());
  }

  public static CookieSecret random(RandomGenerator random) {
    return new CookieSecret(random.nextLong(), random.nextLong());
  }

  @Override
  public String toString() {
    return "CookieSecret[hidden]";
  }
}
