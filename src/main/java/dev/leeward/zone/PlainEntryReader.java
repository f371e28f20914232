package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries that large zones are made of - one line, a common type, nothing escaped - as
 * dnsjava does, several times faster. Whatever it does not fully understand it leaves: bad entries
 * among others, so that all complaints are dnsjava's. Owned by one reading of a file.
 */
final class PlainEntryReader {
  private final PlainTokens words = new PlainTokens();
  private final PlainData data = new PlainData();
  private final byte[] owner = new byte[2 * Name.MAX_WIRE_LENGTH + 2];

  /**
   * What holds where an entry begins.
   *
   * @param defaultTtl in seconds, as $TTL said; -1 when it did not
   * @param lastOwner null before the first record
   */
  record Context(Name origin, long defaultTtl, @Nullable Name lastOwner) {}

  /** The entry's record, or null when it is not plain. */
  @Nullable ParsedRecord read(MasterEntries entry, Context context, FileLine where) {
    words.begin(entry.text(), entry.start(), entry.end());
    Name name = words.beginsWithBlank() ? context.lastOwner : owner(context);
    if (name == null || !words.next()) {
      return null;
    }
    // Class and TTL may stand in either order, and each may be left out.
    boolean hasClass = skipClass();
    long ttl = context.defaultTtl;
    if (words.length() > 0 && PlainTokens.isDigit(words.octet(0))) {
      ttl = PlainTtl.read(words);
      words.next();
      if (!hasClass) {
        skipClass();
      }
    }
    RecordType type = PlainData.type(words);
    if (type == null || ttl < 0 || words.isOdd()) {
      return null;
    }
    Rdata read = data.read(type, words, context.origin);
    return read == null ? null : new ParsedRecord(name, type, ttl, read, where);
  }

  private boolean skipClass() {
    boolean isClass = words.is("IN");
    if (isClass) {
      words.next();
    }
    return isClass;
  }

  /** The last one, in its spelling, when it is the same; null when it is not plain. */
  private @Nullable Name owner(Context context) {
    int length = words.next() ? PlainName.write(words, context.origin, owner, 0) : -1;
    if (length < 0) {
      return null;
    }
    return isLast(context.lastOwner, length) ? context.lastOwner : Name.ofWire(owner, 0);
  }

  private boolean isLast(@Nullable Name last, int length) {
    if (last == null || last.wireLength() != length) {
      return false;
    }
    for (int at = 0; at < length; at++) {
      if (NameEndings.lower(last.octetAt(at)) != NameEndings.lower(owner[at])) {
        return false;
      }
    }
    return true;
  }
}
