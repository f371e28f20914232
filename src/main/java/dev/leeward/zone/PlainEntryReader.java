package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Arrays;

/**
 * Reads the entries that large zones are made of - one line, a common type, nothing escaped - as
 * dnsjava does, many times faster. Whatever it does not fully understand it leaves: bad entries
 * among others, so that all complaints are dnsjava's. Owned by one reading of a run.
 */
final class PlainEntryReader {
  private final PlainTokens words = new PlainTokens();
  private final PlainRun run;
  private final EntryContext context;

  /** Where in the text the last record's owner stands; of no length before the first. */
  private int lastOwner;

  private int lastOwnerLength;

  PlainEntryReader(PlainRun run, EntryContext context) {
    this.run = run;
    this.context = context;
  }

  /** An entry was left: the next owner cannot be told to be the same. */
  void forgetOwner() {
    lastOwnerLength = 0;
  }

  /**
   * Adds the entry's record to the run when it is plain.
   *
   * @param from where it begins in the text, which ends at {@code to}
   * @param line what the run is to tell of its line
   * @return where the next line begins, or -1 when the entry is not plain
   */
  int read(byte[] text, int from, int to, int line) {
    words.begin(text, from, to);
    int owner = run.octetsUsed();
    byte[] target = run.room(Name.MAX_WIRE_LENGTH + PlainData.room(to - from));
    if (words.beginsWithBlank()) {
      return words.next() ? readRest(target, owner, from, line) : -1;
    }
    if (!words.next()) {
      return -1;
    }
    int length = words.length();
    if (isLastOwner(text, words.start(), length) && !words.isQuoted()) {
      return words.next() ? readRest(target, owner, from, line) : -1;
    }
    int data = PlainName.write(words, context.origin(), target, owner);
    if (data < 0 || !words.next()) {
      return -1;
    }
    int next = readRest(target, data, from, line);
    if (next >= 0) {
      boolean isAbsolute = text[from + length - 1] == '.';
      run.setOwner(owner, data - owner, hash(target, owner, data, isAbsolute));
      lastOwner = from;
      lastOwnerLength = length;
    }
    return next;
  }

  private boolean isLastOwner(byte[] text, int start, int length) {
    return length == lastOwnerLength
        && Arrays.equals(text, start, start + length, text, lastOwner, lastOwner + length);
  }

  /** From the word behind the owner on. Class and TTL may stand in either order or be left out. */
  private int readRest(byte[] target, int data, int from, int line) {
    boolean hasClass = skipClass();
    long ttl = context.defaultTtl();
    if (words.length() > 0 && PlainTokens.isDigit(words.octet(0))) {
      ttl = PlainTtl.read(words);
      words.next();
      if (!hasClass) {
        skipClass();
      }
    }
    int type = PlainData.type(words);
    if (type < 0 || ttl < 0 || words.isOdd()) {
      return -1;
    }
    int end = PlainData.write(type, words, context.origin(), target, data);
    if (end < 0) {
      return -1;
    }
    run.add(from, line, type, (int) Math.min(ttl, Integer.MAX_VALUE), data, end);
    return words.nextLine();
  }

  private boolean skipClass() {
    boolean isClass = words.is("IN");
    if (isClass) {
      words.next();
    }
    return isClass;
  }

  /** As {@link Name#hashCode}; the origin's part is known unless the name was absolute. */
  private int hash(byte[] wire, int from, int to, boolean isAbsolute) {
    int end = isAbsolute ? to : to - context.origin().wireLength();
    int hash = NameEndings.hash(wire, from, end);
    return isAbsolute ? hash : hash * context.originPower() + context.origin().hashCode();
  }
}
