package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Responder;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A responder whose bugs stay with the packet that met them, and some of whose answers are timed.
 * Owned by one listener thread, as its responder is.
 */
final class Answering implements PacketAnswerer {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  /** Reading the clock twice costs a tenth of an answer. */
  private static final int ANSWERS_TO_A_TIMED_ONE = 128;

  private static final long NANOS_IN_A_MILLISECOND = 1_000_000;

  private final Responder responder;
  private final LatencyObserver latency;
  private final QueryLogSwitch queryLog;
  private @Nullable QueryLog tapped;
  private @Nullable QueryTap tap;
  private int untilTimed = ANSWERS_TO_A_TIMED_ONE;
  private final Set<String> seenBugs = new HashSet<>();

  Answering(Responder responder, LatencyObserver latency, QueryLogSwitch queryLog) {
    this.responder = responder;
    this.latency = latency;
    this.queryLog = queryLog;
  }

  @Override
  public ByteBuffer answer(byte[] packet, int length, Client client) {
    QueryLog log = queryLog.current();
    return log == null
        ? answerUnlogged(packet, length, client)
        : answerLogged(log, packet, length, client);
  }

  private ByteBuffer answerLogged(QueryLog log, byte[] packet, int length, Client client) {
    QueryTap own = tap;
    if (own == null || log != tapped) {
      own = log.tap();
      tap = own;
      tapped = log;
    }
    if (!own.wantsNext()) {
      return answerUnlogged(packet, length, client);
    }
    long at = System.currentTimeMillis() * NANOS_IN_A_MILLISECOND;
    long begunNanos = System.nanoTime();
    ByteBuffer answer = answerUnlogged(packet, length, client);
    own.took(packet, length, client, answer, at, System.nanoTime() - begunNanos);
    return answer;
  }

  private ByteBuffer answerUnlogged(byte[] packet, int length, Client client) {
    if (--untilTimed > 0) {
      return respond(packet, length, client);
    }
    untilTimed = ANSWERS_TO_A_TIMED_ONE;
    long begunNanos = System.nanoTime();
    ByteBuffer answer = respond(packet, length, client);
    latency.took(client.transport(), System.nanoTime() - begunNanos);
    return answer;
  }

  private ByteBuffer respond(byte[] packet, int length, Client client) {
    try {
      return responder.respond(packet, length, client);
    } catch (RuntimeException | StackOverflowError bug) {
      logOnce(bug);
      return servfail(packet, length, client);
    }
  }

  private ByteBuffer servfail(byte[] packet, int length, Client client) {
    try {
      return responder.respondToFailure(packet, length, client);
    } catch (RuntimeException bug) {
      logOnce(bug);
      return ByteBuffer.allocate(0);
    }
  }

  /**
   * Once a kind, not once a packet: a packet that meets a bug may come ten thousand times a second.
   */
  private void logOnce(Throwable bug) {
    StackTraceElement[] stack = bug.getStackTrace();
    String kind = bug.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    if (seenBugs.add(kind)) {
      LOG.error("a query met a bug and was answered with SERVFAIL (logged once a kind)", bug);
    }
  }
}
