package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed question.
 *
 * @param name in the case it was asked in, which the answer echoes
 * @param edns null when the query has no OPT record
 */
public record Query(
    QueryHeader header, Name name, RecordType type, int recordClass, @Nullable Edns edns)
    implements Reading {
  public static final int CLASS_IN = 1;
  public static final int CLASS_CH = 3;
}
