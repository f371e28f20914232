package dev.leeward.answer;

import dev.leeward.serving.ClientAddress;
import dev.leeward.serving.CookieSecret;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
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
    if (option == null) {
      return ABSENT;
    }
    CookieCheck check = new CookieCheck();
    byte[] octets = option.octets();
    State state = check.check(octets, 0, octets.length, client, secrets, nowSeconds);
    return switch (state) {
      case ABSENT, MALFORMED -> new Cookie(state, null);
      case UNPROVEN, PROVEN -> new Cookie(state, new EdnsOption(EdnsOption.COOKIE, check.reply()));
    };
  }

  boolean isProven() {
    return state == State.PROVEN;
  }
}
