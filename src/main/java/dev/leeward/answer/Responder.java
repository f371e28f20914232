package dev.leeward.answer;

import dev.leeward.dns.Rcode;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.ServingState;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import dev.leeward.wire.Query;
import dev.leeward.wire.QueryHeader;
import dev.leeward.wire.QueryReader;
import dev.leeward.wire.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One packet to one answer, from one serving state. Owned by one listener thread: each answer is
 * written over the one before.
 */
public final class Responder {
  /** RFC 8914 section 4.1 and 4.15. */
  private static final int OTHER_ERROR = 0;

  private static final int NOT_READY = 14;

  private final Supplier<ServingState> serving;
  private final AnswerSettings settings;
  private final AnswerObserver observer;
  private final ChaosAnswers chaos;
  private final AnswerWriter writer = new AnswerWriter();
  private final Reply reply = new Reply();

  /**
   * @param serving read once a packet
   */
  public Responder(
      Supplier<ServingState> serving, AnswerSettings settings, AnswerObserver observer) {
    this.serving = serving;
    this.settings = settings;
    this.observer = observer;
    this.chaos = new ChaosAnswers(settings);
  }

  /**
   * Answers the first {@code length} octets of {@code packet}.
   *
   * @return the answer, to be sent before the next call; nothing remains in it when there is to be
   *     none
   */
  public ByteBuffer respond(byte[] packet, int length, Client client) {
    reply.clear();
    return switch (QueryReader.read(packet, length)) {
      case Query query -> answer(query, client);
      case Reading.Malformed(QueryHeader header, boolean hasOpt) -> {
        observer.malformed(client.transport());
        yield writer.headerOnly(header, Rcode.FORMERR, hasOpt);
      }
      case Reading.Unsupported(QueryHeader header) -> {
        observer.unsupported(client.transport());
        yield writer.headerOnly(header, Rcode.NOTIMP, false);
      }
      case Reading.Ignored() -> {
        observer.ignored(client.transport());
        yield ByteBuffer.allocate(0);
      }
    };
  }

  /** What is answered when {@link #respond} threw: a bug must not become silence (RFC 8906). */
  public ByteBuffer respondToFailure(byte[] packet, int length, Client client) {
    observer.failed(client.transport());
    QueryHeader header = QueryReader.header(packet, length);
    return header == null
        ? ByteBuffer.allocate(0)
        : writer.headerOnly(header, Rcode.SERVFAIL, false);
  }

  private ByteBuffer answer(Query query, Client client) {
    collect(query, client);
    ByteBuffer answer = writer.write(query, reply, client.transport(), options(query, client));
    observer.answered(client.transport(), reply.rcode(), writer.isTruncated());
    return answer;
  }

  private void collect(Query query, Client client) {
    ServingState state = serving.get();
    Edns edns = query.edns();
    if (edns != null && edns.version() > 0) {
      reply.only(Rcode.BADVERS);
    } else if (query.recordClass() == Query.CLASS_CH) {
      chaos.answer(query, client, state.steering(), reply);
    } else if (query.recordClass() != Query.CLASS_IN || isTransfer(query.type())) {
      reply.only(Rcode.REFUSED);
    } else {
      new Resolution(state, query.type(), reply).resolve(query.name());
      new AdditionalData(state, reply).collect();
    }
  }

  private static boolean isTransfer(RecordType type) {
    return type.equals(RecordType.AXFR) || type.equals(RecordType.IXFR);
  }

  /** What may be said beside the answer, the more wanted first; what does not fit is left out. */
  private List<EdnsOption> options(Query query, Client client) {
    Edns edns = query.edns();
    if (edns == null) {
      return List.of();
    }
    List<EdnsOption> options = new ArrayList<>(2);
    if (settings.nsid() != null && edns.option(EdnsOption.NSID) != null) {
      byte[] octets = settings.nsid().getBytes(StandardCharsets.UTF_8);
      options.add(new EdnsOption(EdnsOption.NSID, octets));
    }
    if (reply.notReady() != null) {
      String text = "zone " + reply.notReady() + " is not loaded";
      options.add(EdnsOption.extendedError(NOT_READY, text));
    } else if (reply.explanation() != null && settings.mayExplainTo(client.address())) {
      options.add(EdnsOption.extendedError(OTHER_ERROR, reply.explanation()));
    }
    return options;
  }
}
