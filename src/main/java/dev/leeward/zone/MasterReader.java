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

  /** Of the last record, whoever read it; null before the first. */
  private dev.leeward.dns.@Nullable Name lastOwner;

  private long lastTtl = -1;

  /** Whether dnsjava's reader has not seen the last record. */
  private boolean behind;

  private EntryContext context;
  private EntryFeed feed = new EntryFeed();
  private Master master;

  /**
   * @param defaultTtl in seconds, -1 for none
   */
  MasterReader(Name origin, long defaultTtl) {
    this.origin = origin;
    this.defaultTtl = defaultTtl;
    this.context = new EntryContext(RecordTranslation.fromDnsjava(origin), defaultTtl);
    this.master = new Master(feed, origin, defaultTtl);
  }

  Name origin() {
    return origin;
  }

  /** In seconds: that of the last record where no $TTL said one, -1 before the first. */
  long ttlInForce() {
    return defaultTtl >= 0 ? defaultTtl : lastTtl;
  }

  /** What holds for the next entry. */
  EntryContext context() {
    return context;
  }

  dev.leeward.dns.@Nullable Name lastOwner() {
    return lastOwner;
  }

  /** Others read records since, the last with this owner and TTL. */
  void follow(dev.leeward.dns.Name owner, long ttl) {
    lastOwner = owner;
    lastTtl = ttl;
    behind = true;
  }

  /**
   * Passes on the entry's records.
   *
   * @throws IOException saying what is wrong with the entry; the next one can be read all the same
   */
  void read(MasterEntries entry, Consumer<Record> records) throws IOException {
    try {
      catchUp();
      if (entry.isDirective()) {
        readDirective(entry, records);
      } else {
        byte[] generic = GenericForm.of(entry, origin);
        if (generic == null) {
          feed.offer(entry.text(), entry.start(), entry.end());
        } else {
          feed.offer(generic, 0, generic.length);
        }
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
    if (lastOwner == null || !RecordTranslation.toDnsjava(lastOwner).equals(rr.getName())) {
      lastOwner = RecordTranslation.fromDnsjava(rr.getName());
    }
    lastTtl = rr.getTTL();
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
        context = new EntryContext(context.origin(), defaultTtl);
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
    context = new EntryContext(RecordTranslation.fromDnsjava(read), defaultTtl);
    byte[] absolute = ("$ORIGIN " + origin + "\n").getBytes(StandardCharsets.ISO_8859_1);
    feed.offer(absolute, 0, absolute.length);
    readRecords(rr -> {});
  }

  static Tokenizer words(MasterEntries entry) {
    return new Tokenizer(
        new ByteArrayInputStream(entry.text(), entry.start(), entry.end() - entry.start()));
  }

  private void startAnew() {
    feed = new EntryFeed();
    master = new Master(feed, origin, defaultTtl);
    behind = true;
  }

  /** Makes the last record that of dnsjava's reader too: the next one may leave out its owner. */
  private void catchUp() throws IOException {
    if (behind && lastOwner != null) {
      byte[] owner =
          (lastOwner + " " + lastTtl + " IN A 0.0.0.0\n").getBytes(StandardCharsets.ISO_8859_1);
      feed.offer(owner, 0, owner.length);
      readRecords(rr -> {});
    }
    behind = false;
  }
}
