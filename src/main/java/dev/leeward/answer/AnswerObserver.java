package dev.leeward.answer;

import dev.leeward.dns.Rcode;

/**
 * Told the fate of every packet, by the thread that answers it: must neither block nor throw. What
 * it is told is bounded: never a name.
 */
public interface AnswerObserver {
  AnswerObserver NONE = new AnswerObserver() {};

  /** A well-formed query was answered. */
  default void answered(Transport transport, Rcode rcode, boolean truncated) {}

  /** Not a well-formed question; answered with FORMERR. */
  default void malformed(Transport transport) {}

  /** Another opcode than QUERY; answered with NOTIMP. */
  default void unsupported(Transport transport) {}

  /** Not answered at all: a response, or too short for a header. */
  default void ignored(Transport transport) {}

  /**
   * One equal answer too many to this network: sent truncated, and told to {@link #answered} too,
   * or not sent at all.
   */
  default void limited(Transport transport, boolean sentTruncated) {}

  /** A bug of ours; answered with SERVFAIL. */
  default void failed(Transport transport) {}
}
