package dev.leeward.answer;

import dev.leeward.serving.ClientAddress;
import dev.leeward.serving.CookieSecret;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the octets of a COOKIE option and makes those of its answer (RFC 7873, RFC 9018). Owned by
 * one thread: each check overwrites the one before.
 */
final class CookieCheck {
  /** Of every cookie that is made here. */
  static final int OCTETS = 24;

  private static final int CLIENT_OCTETS = 8;
  private static final int SERVER_OCTETS = OCTETS - CLIENT_OCTETS;
  private static final int TIME_AT = CLIENT_OCTETS + 4;
  private static final int HASH_AT = CLIENT_OCTETS + 8;
  private static final int SHORTEST_SERVER = 8;
  private static final int LONGEST_SERVER = 32;
  private static final int LONGEST_ADDRESS = 16;

  /** RFC 9018 section 4.3, in seconds. */
  private static final int OLDEST = 3600;

  private static final int FROM_THE_FUTURE = 300;
  private static final int RENEWED_FROM = 1800;

  private static final int NOBODY = -1;

  private final SipHash siphash = new SipHash();
  private final byte[] reply = new byte[OCTETS];
  private final byte[] hashed = new byte[HASH_AT + LONGEST_ADDRESS];

  /**
   * @param at where the option's octets begin
   * @param secrets the first makes, all of them verify; none: cookies are off
   * @param nowSeconds since 1970
   */
  Cookie.State check(
      byte[] octets,
      int at,
      int length,
      ClientAddress client,
      List<CookieSecret> secrets,
      long nowSeconds) {
    if (secrets.isEmpty()) {
      return Cookie.State.ABSENT;
    }
    int serverOctets = length - CLIENT_OCTETS;
    boolean hasServer = serverOctets >= SHORTEST_SERVER && serverOctets <= LONGEST_SERVER;
    if (serverOctets != 0 && !hasServer) {
      return Cookie.State.MALFORMED;
    }
    System.arraycopy(octets, at, reply, 0, Math.min(length, OCTETS));
    int age = serverOctets == SERVER_OCTETS ? (int) nowSeconds - timestamp() : Integer.MAX_VALUE;
    boolean isInTime = age <= OLDEST && age >= -FROM_THE_FUTURE;
    int maker = isInTime ? maker(client, secrets) : NOBODY;
    if (maker != 0 || age >= RENEWED_FROM) {
      make(client, secrets.getFirst(), nowSeconds);
    }
    return maker == NOBODY ? Cookie.State.UNPROVEN : Cookie.State.PROVEN;
  }

  /** The {@link #OCTETS} that answer a cookie which is proven or could not be. */
  byte[] reply() {
    return reply;
  }

  /** Which of the secrets made the server cookie. */
  private int maker(ClientAddress client, List<CookieSecret> secrets) {
    long hash = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      hash = hash << Byte.SIZE | reply[HASH_AT + i] & 0xFF;
    }
    for (int i = 0; i < secrets.size(); i++) {
      if (hash == hash(client, secrets.get(i))) {
        return i;
      }
    }
    return NOBODY;
  }

  /** In serial number arithmetic (RFC 1982), as it wraps in 2106. */
  private int timestamp() {
    int timestamp = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      timestamp = timestamp << Byte.SIZE | reply[TIME_AT + i] & 0xFF;
    }
    return timestamp;
  }

  /** RFC 9018 section 4: client cookie, version 1, reserved octets, timestamp, hash. */
  private void make(ClientAddress client, CookieSecret secret, long nowSeconds) {
    Arrays.fill(reply, CLIENT_OCTETS, OCTETS, (byte) 0);
    reply[CLIENT_OCTETS] = 1;
    for (int i = 0; i < Integer.BYTES; i++) {
      reply[TIME_AT + i] = (byte) (nowSeconds >> 24 - Byte.SIZE * i);
    }
    long hash = hash(client, secret);
    for (int i = 0; i < Long.BYTES; i++) {
      reply[HASH_AT + i] = (byte) (hash >> Byte.SIZE * i);
    }
  }

  /** Over client cookie, version, reserved, timestamp and the client's address. */
  private long hash(ClientAddress client, CookieSecret secret) {
    System.arraycopy(reply, 0, hashed, 0, HASH_AT);
    client.copyTo(hashed, HASH_AT);
    return siphash.of(secret, hashed, HASH_AT + client.length());
  }
}
