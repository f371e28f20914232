package dev.leeward.dns;

import java.util.List;

/**
 * The records of one owner and type, class IN, with one TTL in seconds (RFC 2181 section 5); never
 * without records.
 */
public record RRset(Name owner, RecordType type, long ttl, List<Rdata> records) {
  public RRset {
    if (records.isEmpty() || ttl < 0 || ttl > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          owner + " " + type + " with TTL " + ttl + " and " + records.size() + " records");
    }
    records = List.copyOf(records);
  }

  /** The same records under another name, as a wildcard synthesizes them (RFC 4592 section 2.1). */
  public RRset withOwner(Name other) {
    return new RRset(other, type, ttl, records);
  }

  /** The same records with the lower of both TTLs. */
  public RRset cappedAt(long maxTtl) {
    return ttl <= maxTtl ? this : new RRset(owner, type, maxTtl, records);
  }
}
