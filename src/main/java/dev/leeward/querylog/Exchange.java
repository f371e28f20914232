package dev.leeward.querylog;

import dev.leeward.answer.Transport;

/**
 * A query and what was answered; its arrays are its own.
 *
 * @param answer empty when there was none
 * @param atNanos when the query was read, since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
record Exchange(
    Transport transport, Ends ends, byte[] query, byte[] answer, long atNanos, long tookNanos) {
  /**
   * Between whom.
   *
   * @param client 4 or 16 octets
   * @param clientPort 0: unknown
   * @param server as many octets; empty: unknown
   * @param serverPort 0: unknown
   */
  @SuppressWarnings("ArrayRecordComponent") // as above
  record Ends(byte[] client, int clientPort, byte[] server, int serverPort) {}

  boolean isAnswered() {
    return answer.length > 0;
  }
}
