package dev.leeward.querylog;

import dev.leeward.dns.Rcode;
import dev.leeward.wire.Query;
import dev.leeward.wire.QueryReader;
import dev.leeward.wire.Question;
import dev.leeward.wire.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line: when, how, who, what was asked, what was answered, its octets and how long it took in
 * microseconds.
 */
final class TextForm implements Form {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String UNREAD = "- - -";
  private static final int FLAGS_AT = 2;
  private static final int AA = 0x04;
  private static final int TC = 0x02;
  private static final int RCODE = 0x0F;

  @Override
  public List<byte[]> records(Exchange exchange) {
    Instant at = Instant.ofEpochSecond(0, exchange.atNanos());
    String line =
        TIME.format(at)
            + " "
            + exchange.transport().name().toLowerCase(Locale.ROOT)
            + " "
            + client(exchange.ends())
            + " "
            + question(exchange.query())
            + " "
            + answer(exchange.answer())
            + " "
            + exchange.answer().length
            + " "
            + exchange.tookNanos() / 1000
            + "\n";
    return List.of(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Address and port; colons are in addresses already. */
  private static String client(Exchange.Ends ends) {
    try {
      String address = InetAddress.getByAddress(ends.client()).getHostAddress();
      return ends.clientPort() == 0 ? address : address + "#" + ends.clientPort();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has the octets of none", impossible);
    }
  }

  private static String question(byte[] packet) {
    return switch (QueryReader.read(packet, packet.length)) {
      case Query query -> words(query.question());
      case Reading.Malformed(var _, Question question, var _) -> words(question);
      case Reading.Questionless _, Reading.Unsupported _, Reading.Ignored _ -> UNREAD;
    };
  }

  private static String words(@Nullable Question question) {
    if (question == null) {
      return UNREAD;
    }
    String recordClass =
        switch (question.recordClass()) {
          case Query.CLASS_IN -> "IN";
          case Query.CLASS_CH -> "CH";
          case Query.CLASS_ANY -> "ANY";
          default -> "CLASS" + question.recordClass();
        };
    return question.name() + " " + recordClass + " " + question.type();
  }

  private static String answer(byte[] octets) {
    if (octets.length <= FLAGS_AT + 1) {
      return "none -";
    }
    int rcode = octets[FLAGS_AT + 1] & RCODE;
    String word =
        Arrays.stream(Rcode.values())
            .filter(each -> each.code() == rcode)
            .map(Enum::name)
            .findFirst()
            .orElse("RCODE" + rcode);
    String flags =
        ((octets[FLAGS_AT] & AA) != 0 ? "aa" : "") + ((octets[FLAGS_AT] & TC) != 0 ? "tc" : "");
    return word + " " + (flags.isEmpty() ? "-" : flags);
  }
}
