package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * One well-formed question, with the opcode QUERY, NOTIFY or UPDATE.
 *
 * @param edns null when the query has no OPT record
 * @param tsig null when the query is not signed
 */
public record Query(QueryHeader header, Question question, @Nullable Edns edns, @Nullable Tsig tsig)
    implements Reading {
  public static final int CLASS_IN = 1;
  public static final int CLASS_CH = 3;
  public static final int CLASS_ANY = 255;

  public Name name() {
    return question.name();
  }

  public RecordType type() {
    return question.type();
  }

  public int recordClass() {
    return question.recordClass();
  }
}
