package dev.leeward.health;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/** Connects, and says and hears what the check wants. */
final class TcpProbe implements Probing<TcpCheck> {
  /** Each piece is searched together with what came before: a drip must not cost without end. */
  private static final int MOST_PIECES = 256;

  private final NetClient client;

  TcpProbe(NetClient client) {
    this.client = client;
  }

  @Override
  public void begin(Aim<TcpCheck> aim, ProbeAttempt attempt) {
    client
        .connect(
            new ConnectOptions()
                .setRemoteAddress(aim.remote(aim.check().place().port()))
                .setTimeout(aim.lastMillis()))
        .onFailure(attempt::couldNotConnect)
        .onSuccess(socket -> {
          attempt.onEnd(socket::close);
          attempt.step("connected");
          converse(socket, aim.check().dialogue(), attempt);
        });
  }

  private static void converse(NetSocket socket, Dialogue dialogue, ProbeAttempt attempt) {
    TextExpectation expected = dialogue.expect();
    socket.exceptionHandler(cause -> brokeOff(cause, attempt));
    if (expected != null) {
      new Hearing(expected, attempt).listenTo(socket);
    }
    if (dialogue.send() != null) {
      socket.write(Buffer.buffer(dialogue.octets())).onFailure(cause -> brokeOff(cause, attempt));
      attempt.step("sent " + dialogue.octets().length + " octets");
    }
    if (expected == null) {
      attempt.healthy();
    }
  }

  private static void brokeOff(Throwable cause, ProbeAttempt attempt) {
    boolean reset = String.valueOf(cause.getMessage()).contains("reset");
    attempt.failed(reset ? "connection reset" : "connection closed before the expected text");
  }

  /** What came so far; owned by the event loop. */
  private static final class Hearing {
    private final TextExpectation expected;
    private final ProbeAttempt attempt;
    private final Buffer heard = Buffer.buffer();
    private int pieces;

    Hearing(TextExpectation expected, ProbeAttempt attempt) {
      this.expected = expected;
      this.attempt = attempt;
    }

    void listenTo(NetSocket socket) {
      socket.handler(this::hear);
      socket.closeHandler(_ -> attempt.failed("connection closed before the expected text"));
    }

    private void hear(Buffer piece) {
      if (attempt.hasEnded()) {
        return;
      }
      int room = TextExpectation.LOOKED_AT - heard.length();
      heard.appendBuffer(piece.length() > room ? piece.slice(0, room) : piece);
      switch (expected.search(heard.toString(StandardCharsets.ISO_8859_1))) {
        case FOUND -> {
          attempt.step("expected text found");
          attempt.healthy();
        }
        case GIVEN_UP -> attempt.failed("answer too intricate for the expression");
        case MISSING -> {
          if (++pieces >= MOST_PIECES || heard.length() >= TextExpectation.LOOKED_AT) {
            attempt.failed("answer without the expected text");
          }
        }
      }
    }
  }
}
