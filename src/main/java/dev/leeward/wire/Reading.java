package dev.leeward.wire;

import org.jspecify.annotations.Nullable;

/** What came out of reading a packet; each fate has a name. */
public sealed interface Reading
    permits Query, Reading.Ignored, Reading.Unsupported, Reading.Questionless, Reading.Malformed {
  /** A response, or shorter than a header: answering could start a loop between servers. */
  record Ignored() implements Reading {}

  /** An opcode other than QUERY, NOTIFY and UPDATE: NOTIMP, nothing behind the header is read. */
  record Unsupported(QueryHeader header) implements Reading {}

  /**
   * Well-formed and without a question, which only makes sense to ask for a cookie (RFC 7873
   * section 5.4).
   */
  record Questionless(QueryHeader header, @Nullable Edns edns) implements Reading {}

  /**
   * Not one well-formed question: FORMERR.
   *
   * @param question as far as it could be read
   * @param edns as far as it could be read, so that the answer has an OPT record too (RFC 6891
   *     section 7)
   */
  record Malformed(QueryHeader header, @Nullable Question question, @Nullable Edns edns)
      implements Reading {}
}
