package dev.leeward.querylog;

import dev.leeward.answer.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The messages of dnstap.proto: AUTH_QUERY and, where there is an answer, AUTH_RESPONSE. */
final class DnstapForm implements Form {
  private static final int AUTH_QUERY = 1;
  private static final int AUTH_RESPONSE = 2;
  private static final int IPV4_OCTETS = 4;
  private static final long SECOND = 1_000_000_000;

  private final byte[] identity;
  private final byte[] version;

  DnstapForm(String identity, String version) {
    this.identity = identity.getBytes(StandardCharsets.UTF_8);
    this.version = version.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<byte[]> records(Exchange exchange) {
    byte[] query = wrapped(begun(AUTH_QUERY, exchange).octets(10, exchange.query()));
    if (!exchange.isAnswered()) {
      return List.of(query);
    }
    long answered = exchange.atNanos() + exchange.tookNanos();
    return List.of(
        query,
        wrapped(
            begun(AUTH_RESPONSE, exchange)
                .number(12, answered / SECOND)
                .fixed32(13, (int) (answered % SECOND))
                .octets(14, exchange.answer())));
  }

  private static ProtobufWriter begun(int type, Exchange exchange) {
    Exchange.Ends ends = exchange.ends();
    ProtobufWriter message =
        new ProtobufWriter()
            .number(1, type)
            .number(2, ends.client().length == IPV4_OCTETS ? 1 : 2)
            .number(3, protocol(exchange.transport()))
            .octets(4, ends.client());
    // What is not known is left out, as the schema has it.
    if (ends.server().length > 0) {
      message.octets(5, ends.server());
    }
    if (ends.clientPort() != 0) {
      message.number(6, ends.clientPort());
    }
    if (ends.serverPort() != 0) {
      message.number(7, ends.serverPort());
    }
    return message
        .number(8, exchange.atNanos() / SECOND)
        .fixed32(9, (int) (exchange.atNanos() % SECOND));
  }

  private static int protocol(Transport transport) {
    return switch (transport) {
      case UDP -> 1;
      case TCP -> 2;
      case TLS -> 3;
    };
  }

  private byte[] wrapped(ProtobufWriter message) {
    return new ProtobufWriter()
        .octets(1, identity)
        .octets(2, version)
        .octets(14, message.toOctets())
        .number(15, 1)
        .toOctets();
  }
}
