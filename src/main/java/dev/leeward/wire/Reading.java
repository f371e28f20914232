package dev.leeward.wire;

/** What came out of reading a packet; each fate has a name. */
public sealed interface Reading
    permits Query, Reading.Ignored, Reading.Unsupported, Reading.Malformed {
  /** A response, or shorter than a header: answering could start a loop between servers. */
  record Ignored() implements Reading {}

  /** An opcode other than QUERY: NOTIMP, nothing behind the header is read. */
  record Unsupported(QueryHeader header) implements Reading {}

  /**
   * Not a well-formed question: FORMERR.
   *
   * @param hasOpt whether an OPT record was seen, so that the answer has one (RFC 6891 section
   *     6.1.1)
   */
  record Malformed(QueryHeader header, boolean hasOpt) implements Reading {}
}
