package dev.leeward.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers say beside what the zones say, and to whom.
 *
 * @param explainTo clients that may ask why an answer is as it is (RFC 8914, and class CH)
 * @param nsid what RFC 5001 answers; null: nothing
 * @param idServer the text of {@code id.server. CH TXT} (RFC 4892); null: refused
 * @param version the text of {@code version.bind. CH TXT}; null: refused
 * @param cookieSecrets the first makes server cookies, all of them verify (RFC 9018 section 5);
 *     none: queries get no cookies
 * @param rateLimit of equal answers over UDP
 */
public record AnswerSettings(
    List<ClientNetwork> explainTo,
    @Nullable String nsid,
    @Nullable String idServer,
    @Nullable String version,
    List<CookieSecret> cookieSecrets,
    RateLimit rateLimit) {
  public static final AnswerSettings DEFAULT =
      new AnswerSettings(
          List.of(ClientNetwork.parse("127.0.0.0/8"), ClientNetwork.parse("::1")),
          null,
          null,
          null,
          List.of(),
          RateLimit.OFF);

  public AnswerSettings {
    explainTo = List.copyOf(explainTo);
    cookieSecrets = List.copyOf(cookieSecrets);
  }

  public AnswerSettings withCookieSecrets(List<CookieSecret> secrets) {
    return new AnswerSettings(explainTo, nsid, idServer, version, secrets, rateLimit);
  }

  public AnswerSettings withRateLimit(RateLimit limit) {
    return new AnswerSettings(explainTo, nsid, idServer, version, cookieSecrets, limit);
  }

  public boolean mayExplainTo(ClientAddress client) {
    return ClientNetwork.anyContains(explainTo, client);
  }
}
