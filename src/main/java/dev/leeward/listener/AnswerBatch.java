package dev.leeward.listener;

import dev.leeward.answer.Client;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * Pipelined queries to one buffer with all their answers: a write costs more than an answer does.
 * Owned by one event loop, whose connections share it one after the other.
 */
final class AnswerBatch {
  /** Answers that begin behind this wait for the next write, so that a slow reader is noticed. */
  private static final int FULL_OCTETS = 32 * 1024;

  private final Answering answering;
  private final byte[] query = new byte[Frames.LONGEST_MESSAGE];
  private final ByteBuffer answers =
      ByteBuffer.allocate(FULL_OCTETS + Frames.LENGTH_OCTETS + Frames.LONGEST_MESSAGE);

  AnswerBatch(Answering answering) {
    this.answering = answering;
  }

  /**
   * Takes queries from the frames, all of them unless a write gets full; empty without an answer.
   */
  Buffer answer(Frames frames, Client client) {
    answers.clear();
    while (frames.hasNext() && answers.position() < FULL_OCTETS) {
      int length = frames.next(query);
      ByteBuffer answer = answering.answer(query, length, client);
      if (answer.hasRemaining()) {
        answers.putShort((short) answer.remaining()).put(answer);
      }
    }
    Buffer written = Buffer.buffer(answers.position());
    return written.appendBytes(answers.array(), 0, answers.position());
  }
}
