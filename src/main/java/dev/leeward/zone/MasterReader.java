package dev.leeward.zone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;

/**
 * dnsjava's master file reader, one entry at a time, starting anew behind a bad entry with the
 * origin, the TTL and the last owner that were in force. Owned by one reading of a file.
 */
final class MasterReader {
  private Name origin;
  private long defaultTtl;
  private @Nullable Record last;
  private EntryFeed feed = new EntryFeed();
  private Master master;

  /**
   * @param defaultTtl in seconds, -1 for none
   */
  MasterReader(Name origin, long defaultTtl) {
    this.origin = origin;
    this.defaultTtl = defaultTtl;
    this.master = new Master(feed, origin, defaultTtl);
  }

  Name origin() {
    return origin;
  }

  /** In seconds: that of the last record where no $TTL said one, -1 before the first. */
  long ttlInForce() {
    return defaultTtl >= 0 || last == null ? defaultTtl : last.getTTL();
  }

  /**
   * Passes on the entry's records.
   *
   * @throws IOException saying what is wrong with the entry; the next one can be read all the same
   */
  void read(MasterEntries entry, Consumer<Record> records) throws IOException {
    try {
      if (entry.isDirective()) {
        readDirective(entry, records);
      } else {
        feed.offer(entry.text(), entry.start(), entry.end());
        readRecords(rr -> remember(rr, records));
      }
    } catch (IOException e) {
      startAnew();
      throw e;
    } catch (RuntimeException e) {
      // dnsjava throws these for some malformed text, as for names without an origin.
      startAnew();
      throw new TextParseException(String.valueOf(e.getMessage()), e);
    }
  }

  private void remember(Record rr, Consumer<Record> records) {
    last = rr;
    records.accept(rr);
  }

  private void readRecords(Consumer<Record> records) throws IOException {
    for (Record rr = master.nextRecord(); rr != null; rr = master.nextRecord()) {
      records.accept(rr);
    }
  }

  private void readDirective(MasterEntries entry, Consumer<Record> records) throws IOException {
    Tokenizer words = words(entry);
    String directive = words.getString();
    if (directive.equalsIgnoreCase("$ORIGIN")) {
      readOrigin(words);
    } else {
      if (directive.equalsIgnoreCase("$TTL")) {
        defaultTtl = words.getTTL();
      } else if (directive.equalsIgnoreCase("$GENERATE")) {
        GenerateRange.check(words.getString());
      }
      feed.offer(entry.text(), entry.start(), entry.end());
      readRecords(records);
    }
  }

  /** dnsjava takes a relative name here as one below the root; BIND and NSD add the origin. */
  private void readOrigin(Tokenizer words) throws IOException {
    Name read = words.getName(origin);
    words.getEOL();
    origin = read;
    byte[] absolute = ("$ORIGIN " + origin + "\n").getBytes(StandardCharsets.ISO_8859_1);
    feed.offer(absolute, 0, absolute.length);
    readRecords(rr -> {});
  }

  static Tokenizer words(MasterEntries entry) {
    return new Tokenizer(
        new ByteArrayInputStream(entry.text(), entry.start(), entry.end() - entry.start()));
  }

  private void startAnew() throws IOException {
    feed = new EntryFeed();
    master = new Master(feed, origin, defaultTtl);
    if (last != null) {
      byte[] owner =
          (last.getName() + " " + last.getTTL() + " IN A 0.0.0.0\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      feed.offer(owner, 0, owner.length);
      while (master.nextRecord() != null) {
        // read only to make it the last owner
      }
    }
  }
}
