package dev.leeward.answer;

import dev.leeward.serving.ClientAddress;
import dev.leeward.serving.CookieSecret;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query's COOKIE option (RFC 7873) and what RFC 9018 says of it. A server cookie that any of the
 * secrets made less than an hour ago proves the client's address.
 *
 * @param state what can be said of the query's option
 * @param reply the option that the answer gets; null for none
 */
record Cookie(State state, @Nullable EdnsOption reply) {
  private static final Cookie ABSENT = new Cookie(State.ABSENT, null);
  private static final Cookie MALFORMED = new Cookie(State.MALFORMED, null);

  private static final int CLIENT_OCTETS = 8;
  private static final int SERVER_OCTETS = 16;
  private static final int HASH_AT = CLIENT_OCTETS + 8;
  private static final int SHORTEST_SERVER = 8;
  private static final int LONGEST_SERVER = 32;

  /** RFC 9018 section 4.3, in seconds. */
  private static final int OLDEST = 3600;

  private static final int FROM_THE_FUTURE = 300;
  private static final int RENEWED_FROM = 1800;

  private static final int NOBODY = -1;

  enum State {
    /** The query has no cookie, or cookies are off. */
    ABSENT,
    /** Of a length that cannot be: FORMERR (RFC 7873 section 5.2.2). */
    MALFORMED,
    /** A client cookie alone, or with a server cookie that nobody here made or that is too old. */
    UNPROVEN,
    PROVEN
  }

  /**
   * @param secrets the first makes, all of them verify; none: cookies are off
   * @param nowSeconds since 1970
   */
  static Cookie of(
      @Nullable Edns edns, ClientAddress client, List<CookieSecret> secrets, long nowSeconds) {
    EdnsOption option = edns == null ? null : edns.option(EdnsOption.COOKIE);
    if (option == null || secrets.isEmpty()) {
      return ABSENT;
    }
    byte[] asked = option.octets();
    int serverOctets = asked.length - CLIENT_OCTETS;
    boolean hasServer = serverOctets >= SHORTEST_SERVER && serverOctets <= LONGEST_SERVER;
    if (serverOctets != 0 && !hasServer) {
      return MALFORMED;
    }
    int age = serverOctets == SERVER_OCTETS ? age(asked, nowSeconds) : Integer.MAX_VALUE;
    boolean isInTime = age <= OLDEST && age >= -FROM_THE_FUTURE;
    int maker = isInTime ? maker(asked, client, secrets) : NOBODY;
    boolean isProven = maker != NOBODY;
    EdnsOption reply =
        maker == 0 && age < RENEWED_FROM
            ? option
            : made(asked, client, secrets.getFirst(), nowSeconds);
    return new Cookie(isProven ? State.PROVEN : State.UNPROVEN, reply);
  }

  boolean isProven() {
    return state == State.PROVEN;
  }

  /** Which of the secrets made the server cookie. */
  private static int maker(byte[] asked, ClientAddress address, List<CookieSecret> secrets) {
    long hash = 0;
    for (int i = 7; i >= 0; i--) {
      hash = hash << 8 | asked[HASH_AT + i] & 0xFF;
    }
    for (int i = 0; i < secrets.size(); i++) {
      if (hash == hash(asked, address, secrets.get(i))) {
        return i;
      }
    }
    return NOBODY;
  }

  /** In serial number arithmetic (RFC 1982), as the timestamp wraps in 2106. */
  private static int age(byte[] asked, long nowSeconds) {
    int timestamp = 0;
    for (int i = 0; i < 4; i++) {
      timestamp = timestamp << 8 | asked[CLIENT_OCTETS + 4 + i] & 0xFF;
    }
    return (int) nowSeconds - timestamp;
  }

  /** RFC 9018 section 4: client cookie, version 1, reserved octets, timestamp, hash. */
  private static EdnsOption made(
      byte[] asked, ClientAddress address, CookieSecret secret, long nowSeconds) {
    byte[] cookie = Arrays.copyOf(asked, CLIENT_OCTETS + SERVER_OCTETS);
    Arrays.fill(cookie, CLIENT_OCTETS, cookie.length, (byte) 0);
    cookie[CLIENT_OCTETS] = 1;
    for (int i = 0; i < 4; i++) {
      cookie[CLIENT_OCTETS + 4 + i] = (byte) (nowSeconds >> 24 - 8 * i);
    }
    long hash = hash(cookie, address, secret);
    for (int i = 0; i < 8; i++) {
      cookie[HASH_AT + i] = (byte) (hash >> 8 * i);
    }
    return new EdnsOption(EdnsOption.COOKIE, cookie);
  }

  /** Over client cookie, version, reserved, timestamp and the client's address. */
  private static long hash(byte[] cookie, ClientAddress address, CookieSecret secret) {
    byte[] input = Arrays.copyOf(cookie, HASH_AT + address.length());
    address.copyTo(input, HASH_AT);
    return SipHash.of(secret, input, input.length);
  }
}
