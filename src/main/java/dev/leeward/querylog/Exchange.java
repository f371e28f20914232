package dev.leeward.querylog;

import dev.leeward.answer.Transport;

/**
 * A query and what was answered; its arrays are its own.
 *
 * @param address 4 or 16 octets
 * @param answer empty when there was none
 * @param atNanos when the query was read, since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
record Exchange(
    Transport transport,
    byte[] address,
    byte[] query,
    byte[] answer,
    long atNanos,
    long tookNanos) {
  boolean isAnswered() {
    return answer.length > 0;
  }
}
