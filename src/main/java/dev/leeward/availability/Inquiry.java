package dev.leeward.availability;

import dev.leeward.dns.ClientQuery;
import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A query as a resolver sends it (RFC 1035 section 4.1, with EDNS), and the reading of its answer.
 *
 * @param id random: what does not carry it is not the answer
 */
record Inquiry(int id, Name name, RecordType type) {
  /** What the query's EDNS says that this can take. */
  static final int PAYLOAD = ClientQuery.PAYLOAD;

  private static final int FIXED_PART = 10;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int POINTER = 0xC0;
  private static final int MOST_POINTERS = 64;

  byte[] wire() {
    return query().wire();
  }

  private ClientQuery query() {
    return new ClientQuery(id, false, name, type);
  }

  private int end() {
    return query().end();
  }

  /** Whether it is a response with this identifier and, unless it is an error, this question. */
  boolean isAnsweredBy(byte[] message) {
    return query().isAnsweredBy(message);
  }

  /** Whether the rest of the answer is to be had over TCP only. */
  boolean isTruncated(byte[] answer) {
    return (flags(answer) & TRUNCATED) != 0;
  }

  /** Reads an answer that is one; hostile octets are no more than garbled. */
  Outcome read(byte[] answer) {
    int flags = flags(answer);
    int rcode = flags & 0xF;
    boolean authoritative = (flags & AUTHORITATIVE) != 0;
    if (rcode != 0) {
      return new Outcome.Answered(rcode, authoritative, Set.of());
    }
    try {
      return new Outcome.Answered(rcode, authoritative, records(answer));
    } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
      return new Outcome.Garbled();
    }
  }

  private Set<Rdata> records(byte[] answer) {
    Set<Rdata> records = new HashSet<>();
    int count = number(answer, 6);
    int at = end();
    for (int i = 0; i < count; i++) {
      int afterName = afterName(answer, at);
      int data = afterName + FIXED_PART;
      int length = number(answer, afterName + 8);
      Objects.checkFromIndexSize(data, length, answer.length);
      if (number(answer, afterName) == type.code()) {
        records.add(data(answer, data, length));
      }
      at = data + length;
    }
    return records;
  }

  /** Only the name of a CNAME may be compressed (RFC 3597 section 4). */
  private Rdata data(byte[] answer, int at, int length) {
    return type.equals(RecordType.CNAME)
        ? new Rdata(Name.ofWire(wholeName(answer, at), 0).toLowerCase().wire())
        : new Rdata(Arrays.copyOfRange(answer, at, at + length));
  }

  private static int flags(byte[] answer) {
    return number(answer, 2);
  }

  private static int number(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }

  private static int afterName(byte[] octets, int at) {
    int next = at;
    while (octets[next] != 0) {
      if ((octets[next] & POINTER) == POINTER) {
        return next + 2;
      }
      next += 1 + (octets[next] & 0xFF);
    }
    return next + 1;
  }

  private static byte[] wholeName(byte[] octets, int at) {
    ByteBuffer name = ByteBuffer.allocate(Name.MAX_WIRE_LENGTH);
    int next = at;
    int pointers = 0;
    while (octets[next] != 0) {
      int length = octets[next] & 0xFF;
      if ((length & POINTER) == POINTER) {
        if (++pointers > MOST_POINTERS) {
          throw new IllegalArgumentException("pointers in a circle");
        }
        next = number(octets, next) & 0x3FFF;
      } else {
        Objects.checkFromIndexSize(name.position(), length + 2, name.capacity());
        name.put(octets, next, length + 1);
        next += 1 + length;
      }
    }
    return Arrays.copyOf(name.array(), name.position() + 1);
  }
}
