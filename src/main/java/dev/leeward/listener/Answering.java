package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Responder;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A responder whose bugs stay with the packet that met them. Owned by one listener thread, as its
 * responder is.
 */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private final Responder responder;
  private final Set<String> seenBugs = new HashSet<>();

  Answering(Responder responder) {
    this.responder = responder;
  }

  /** The answer, valid until the next call; nothing remains in it when there is to be none. */
  ByteBuffer answer(byte[] packet, int length, Client client) {
    try {
      return responder.respond(packet, length, client);
    } catch (RuntimeException | StackOverflowError bug) {
      logOnce(bug);
      return responder.respondToFailure(packet, length, client);
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
