package dev.leeward.serving;

import java.util.List;

/**
 * How often a network may get the same answer over UDP.
 *
 * @param responsesPerSecond equal answers to one network; 0: no limit
 * @param slip every how many of the answers above the limit goes out truncated, so that a client
 *     behind a forged address can ask again over TCP; 0: none does
 * @param exempt networks without a limit
 */
public record RateLimit(int responsesPerSecond, int slip, List<ClientNetwork> exempt) {
  public static final RateLimit OFF = new RateLimit(0, 0, List.of());

  public RateLimit {
    if (responsesPerSecond < 0 || slip < 0) {
      throw new IllegalArgumentException("rate limit " + responsesPerSecond + " with slip " + slip);
    }
    exempt = List.copyOf(exempt);
  }

  public boolean isOff() {
    return responsesPerSecond == 0;
  }

  public boolean isExempt(ClientAddress client) {
    return ClientNetwork.anyContains(exempt, client);
  }
}
