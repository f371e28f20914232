package dev.leeward.answer;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers say beside what the zones say.
 *
 * @param explainTo clients that may ask why an answer is as it is (RFC 8914, and class CH)
 * @param nsid what RFC 5001 answers; null: nothing
 * @param idServer the text of {@code id.server. CH TXT} (RFC 4892); null: refused
 * @param version the text of {@code version.bind. CH TXT}; null: refused
 */
public record AnswerSettings(
    List<ClientNetwork> explainTo,
    @Nullable String nsid,
    @Nullable String idServer,
    @Nullable String version) {
  public static final AnswerSettings DEFAULT =
      new AnswerSettings(
          List.of(ClientNetwork.parse("127.0.0.0/8"), ClientNetwork.parse("::1")),
          null,
          null,
          null);

  public AnswerSettings {
    explainTo = List.copyOf(explainTo);
  }

  boolean mayExplainTo(InetAddress client) {
    for (ClientNetwork network : explainTo) {
      if (network.contains(client)) {
        return true;
      }
    }
    return false;
  }
}
