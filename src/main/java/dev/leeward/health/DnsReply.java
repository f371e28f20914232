package dev.leeward.health;

import dev.leeward.dns.ClientQuery;
import dev.leeward.dns.RecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A response that fits its question, read as far as a check looks; hostile octets are no answer.
 * Owned by one probe.
 */
final class DnsReply {
  private static final Set<RecordType> OF_ONE_NAME =
      Set.of(RecordType.CNAME, RecordType.NS, RecordType.PTR, RecordType.DNAME);
  private static final int POINTER = 0xC0;
  private static final int MOST_POINTERS = 64;
  private static final int FIXED_PART = 10;

  private final byte[] message;
  private final ClientQuery question;

  DnsReply(byte[] message, ClientQuery question) {
    this.message = message;
    this.question = question;
  }

  /** Whether data of that type can be compared with an expected text. */
  static boolean hasText(RecordType type) {
    return type.equals(RecordType.A)
        || type.equals(RecordType.AAAA)
        || type.equals(RecordType.MX)
        || type.equals(RecordType.TXT)
        || OF_ONE_NAME.contains(type);
  }

  /** Why the check is not satisfied; null if it is. */
  @Nullable String fault(DnsCheck check) {
    int rcode = message[3] & 0xF;
    if (!check.rcodes().contains(rcode)) {
      return "rcode " + DnsRcode.text(rcode) + ", expected " + expected(check);
    }
    if (check.answers().isEmpty()) {
      return null;
    }
    try {
      List<String> answers = answers();
      boolean complete =
          check.answers().stream().allMatch(each -> answers.contains(normal(each, check.type())));
      return complete ? null : "answer without the expected data";
    } catch (IndexOutOfBoundsException broken) {
      return "no valid DNS answer";
    }
  }

  private static String expected(DnsCheck check) {
    return check.rcodes().stream().sorted().map(DnsRcode::text).collect(Collectors.joining(", "));
  }

  private static String normal(String expected, RecordType type) {
    if (type.equals(RecordType.TXT)) {
      return expected;
    }
    if (type.equals(RecordType.A) || type.equals(RecordType.AAAA)) {
      return addressText(expected);
    }
    String lower = expected.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower : lower + ".";
  }

  private static String addressText(String expected) {
    try {
      return InetAddress.ofLiteral(expected).getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return expected;
    }
  }

  private List<String> answers() {
    List<String> found = new ArrayList<>();
    int count = number(6);
    int at = question.end();
    for (int i = 0; i < count; i++) {
      int afterName = afterName(at);
      int data = afterName + FIXED_PART;
      int length = number(afterName + 8);
      Objects.checkFromIndexSize(data, length, message.length);
      if (number(afterName) == question.type().code()) {
        found.add(text(data, length));
      }
      at = data + length;
    }
    return found;
  }

  private String text(int at, int length) {
    RecordType type = question.type();
    if (type.equals(RecordType.A) || type.equals(RecordType.AAAA)) {
      return address(at, length);
    }
    if (type.equals(RecordType.TXT)) {
      return strings(at, length);
    }
    return type.equals(RecordType.MX) ? number(at) + " " + name(at + 2) : name(at);
  }

  private String address(int at, int length) {
    try {
      return InetAddress.getByAddress(java.util.Arrays.copyOfRange(message, at, at + length))
          .getHostAddress();
    } catch (UnknownHostException wrongLength) {
      throw new IndexOutOfBoundsException("an address of " + length + " octets");
    }
  }

  private String strings(int at, int length) {
    StringBuilder text = new StringBuilder();
    int next = at;
    while (next < at + length) {
      int size = message[next] & 0xFF;
      text.append(new String(message, next + 1, size, StandardCharsets.ISO_8859_1));
      next += 1 + size;
    }
    return text.toString();
  }

  private int number(int at) {
    return (message[at] & 0xFF) << 8 | message[at + 1] & 0xFF;
  }

  private int afterName(int at) {
    int next = at;
    while (message[next] != 0) {
      if ((message[next] & POINTER) == POINTER) {
        return next + 2;
      }
      next += 1 + (message[next] & 0xFF);
    }
    return next + 1;
  }

  private String name(int at) {
    StringBuilder text = new StringBuilder();
    int next = at;
    int pointers = 0;
    while (message[next] != 0) {
      int length = message[next] & 0xFF;
      if ((length & POINTER) == POINTER) {
        if (++pointers > MOST_POINTERS) {
          throw new IndexOutOfBoundsException("pointers in a circle");
        }
        next = number(next) & 0x3FFF;
      } else {
        String label = new String(message, next + 1, length, StandardCharsets.ISO_8859_1);
        text.append(label.toLowerCase(Locale.ROOT)).append('.');
        next += 1 + length;
      }
    }
    return text.isEmpty() ? "." : text.toString();
  }
}
