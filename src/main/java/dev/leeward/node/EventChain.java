package dev.leeward.node;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Follows the lines of a timeline and names every place where one does not follow from the line
 * before. Owned by one check.
 */
final class EventChain {
  /** What the very first line follows. */
  static final String START = "0".repeat(64);

  private static final int MOST_PROBLEMS = 20;

  private final List<String> problems = new ArrayList<>();
  private long first;
  private long last;
  private long count;
  private String head = START;

  /** SHA-256 of a line without its newline, in hexadecimal. */
  static String hash(String line) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Its number; 0 when it is no event. */
  static long sequenceOf(String line) {
    try {
      Long sequence = new JsonObject(line).getLong("sequence");
      return sequence == null ? 0 : sequence;
    } catch (DecodeException | ClassCastException noEvent) {
      return 0;
    }
  }

  /** Takes the next line; false when it does not follow. */
  boolean take(String line) {
    long sequence = sequenceOf(line);
    boolean follows = sequence > 0 && follows(sequence, line);
    if (!follows && problems.size() < MOST_PROBLEMS) {
      problems.add(
          sequence == 0
              ? "the line after event " + last + " is no event"
              : "event " + sequence + " does not follow from " + before());
    }
    if (first == 0) {
      first = sequence;
    }
    last = Math.max(last, sequence);
    count++;
    head = hash(line);
    return follows;
  }

  private String before() {
    return last == 0 ? "the beginning" : "event " + last;
  }

  /** The oldest line that rotation left cannot be checked: what it follows is gone. */
  private boolean follows(long sequence, String line) {
    if (count == 0 && sequence > 1) {
      return true;
    }
    return sequence == last + 1 && head.equals(new JsonObject(line).getValue("previous"));
  }

  List<String> problems() {
    return problems;
  }

  /** The first line's number; 0 without lines. */
  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long count() {
    return count;
  }

  /** The last line's hash. */
  String head() {
    return head;
  }
}
