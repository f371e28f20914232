package dev.leeward.answer;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ServingState;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import dev.leeward.wire.Opcode;
import dev.leeward.wire.Query;
import dev.leeward.wire.QueryHeader;
import dev.leeward.wire.QueryReader;
import dev.leeward.wire.Question;
import dev.leeward.wire.Reading;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One packet to one answer, from one serving state. Owned by one listener thread: each answer is
 * written over the one before.
 */
public final class Responder {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Supplier<ServingState> serving;
  private final AnswerObserver observer;
  private final InstantSource clock;
  private final AnswerWriter writer = new AnswerWriter();
  private final Reply reply = new Reply();
  private final Admission admission;
  private final PlainResponder plain;

  /**
   * @param serving read once a packet
   * @param clock the wall clock, for cookies and rates
   * @param random asked once
   */
  public Responder(
      Supplier<ServingState> serving,
      AnswerObserver observer,
      InstantSource clock,
      RandomGenerator random) {
    this.serving = serving;
    this.observer = observer;
    this.clock = clock;
    this.admission = new Admission(random.nextLong());
    this.plain = new PlainResponder(observer, clock, admission);
  }

  /**
   * Answers the first {@code length} octets of {@code packet}.
   *
   * @return the answer, to be sent before the next call; nothing remains in it when there is to be
   *     none
   */
  public ByteBuffer respond(byte[] packet, int length, Client client) {
    ServingState state = serving.get();
    ByteBuffer answer = respondPlainly(packet, length, client, state);
    return answer == null ? respondGenerally(packet, length, client, state) : answer;
  }

  /** As {@link #respondGenerally}, and null where that is to answer. */
  @Nullable ByteBuffer respondPlainly(
      byte[] packet, int length, Client client, ServingState state) {
    return plain.respond(packet, length, client, state);
  }

  ByteBuffer respondGenerally(byte[] packet, int length, Client client, ServingState state) {
    reply.clear();
    return switch (QueryReader.read(packet, length)) {
      case Query query -> answer(query, client, state);
      case Reading.Questionless(QueryHeader header, Edns edns) ->
          answerWithoutQuestion(header, edns, client, state);
      case Reading.Malformed(QueryHeader header, Question question, Edns edns) -> {
        observer.malformed(client.transport());
        yield error(Rcode.FORMERR, header, question, edns, client, state);
      }
      case Reading.Unsupported(QueryHeader header) -> {
        observer.unsupported(client.transport());
        yield error(Rcode.NOTIMP, header, null, null, client, state);
      }
      case Reading.Ignored() -> {
        observer.ignored(client.transport());
        yield NOTHING;
      }
    };
  }

  /** What is answered when {@link #respond} threw: a bug must not become silence (RFC 8906). */
  public ByteBuffer respondToFailure(byte[] packet, int length, Client client) {
    observer.failed(client.transport());
    QueryHeader header = QueryReader.header(packet, length);
    return header == null ? NOTHING : writer.error(header, Rcode.SERVFAIL, null, null, List.of());
  }

  private ByteBuffer answer(Query query, Client client, ServingState state) {
    AnswerSettings settings = state.answers();
    long now = clock.millis();
    Edns edns = query.edns();
    Cookie cookie = Cookie.of(edns, client.address(), settings.cookieSecrets(), now / 1000);
    collect(query, cookie, client, state);
    return switch (fate(cookie, client, settings, now)) {
      case DROPPED -> drop(client);
      case TRUNCATED -> {
        reply.truncate();
        observer.limited(client.transport(), true);
        yield write(query, cookie, client, settings);
      }
      case SENT -> {
        new AdditionalData(state, reply).collect();
        yield write(query, cookie, client, settings);
      }
    };
  }

  private ByteBuffer write(Query query, Cookie cookie, Client client, AnswerSettings settings) {
    List<EdnsOption> options = AnswerOptions.of(query.edns(), cookie, reply, client, settings);
    ByteBuffer answer = writer.write(query, reply, client.transport(), options);
    observer.answered(client.transport(), reply.rcode(), writer.isTruncated());
    return answer;
  }

  private void collect(Query query, Cookie cookie, Client client, ServingState state) {
    Edns edns = query.edns();
    if (cookie.state() == Cookie.State.MALFORMED) {
      reply.only(Rcode.FORMERR);
    } else if (edns != null && edns.version() > 0) {
      reply.only(Rcode.BADVERS);
    } else if (query.tsig() != null) {
      reply.only(Rcode.NOTAUTH); // no key is shared with anybody: BADKEY
    } else if (query.header().opcode() != Opcode.QUERY) {
      refuseMaintenance(query.name(), state);
    } else if (query.recordClass() == Query.CLASS_CH) {
      new ChaosAnswers(state.answers()).answer(query, client, state.steering(), reply);
    } else if (!isServedClass(query.recordClass())) {
      reply.only(Rcode.REFUSED);
    } else if (isTransfer(query.type())) {
      refuseMaintenance(query.name(), state);
    } else {
      new Resolution(state, query.type(), reply).resolve(query.name());
      if (query.recordClass() == Query.CLASS_ANY) {
        reply.notAuthoritative(); // not for the classes that are not served (RFC 1034 section 3.7)
      }
    }
  }

  /**
   * Zones come from files alone: nobody may notify (RFC 1996), update (RFC 2136 section 3.3) or
   * transfer (RFC 5936 section 2.2.1) one that is served, and nobody can another.
   */
  private void refuseMaintenance(Name origin, ServingState state) {
    reply.only(state.zones().has(origin) ? Rcode.REFUSED : Rcode.NOTAUTH);
  }

  /** Any class is answered with the only one that zones have. */
  private static boolean isServedClass(int recordClass) {
    return recordClass == Query.CLASS_IN || recordClass == Query.CLASS_ANY;
  }

  private static boolean isTransfer(RecordType type) {
    return type.equals(RecordType.AXFR) || type.equals(RecordType.IXFR);
  }

  private ByteBuffer answerWithoutQuestion(
      QueryHeader header, @Nullable Edns edns, Client client, ServingState state) {
    long now = clock.millis();
    Cookie cookie = Cookie.of(edns, client.address(), state.answers().cookieSecrets(), now / 1000);
    EdnsOption made = cookie.reply();
    if (made == null || header.opcode() != Opcode.QUERY) {
      observer.malformed(client.transport());
      return error(Rcode.FORMERR, header, null, edns, client, state);
    }
    if (fate(cookie, client, state.answers(), now) != RateLimiter.Fate.SENT) {
      return drop(client);
    }
    observer.answered(client.transport(), Rcode.NOERROR, false);
    return writer.error(header, Rcode.NOERROR, null, edns, List.of(made));
  }

  private ByteBuffer error(
      Rcode rcode,
      QueryHeader header,
      @Nullable Question question,
      @Nullable Edns edns,
      Client client,
      ServingState state) {
    reply.only(rcode);
    Cookie none = new Cookie(Cookie.State.ABSENT, null);
    return switch (fate(none, client, state.answers(), clock.millis())) {
      case DROPPED, TRUNCATED -> drop(client); // it is no longer than a truncated one
      case SENT -> writer.error(header, rcode, question, edns, List.of());
    };
  }

  private RateLimiter.Fate fate(Cookie cookie, Client client, AnswerSettings settings, long now) {
    if (cookie.isProven()) {
      return RateLimiter.Fate.SENT;
    }
    int nameHash = reply.accountedName().hashCode();
    int kind = Admission.kind(reply.accountedType(), reply.rcode());
    return admission.fate(settings.rateLimit(), client, nameHash, kind, now);
  }

  private ByteBuffer drop(Client client) {
    observer.limited(client.transport(), false);
    return NOTHING;
  }
}
