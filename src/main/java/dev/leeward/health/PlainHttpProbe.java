package dev.leeward.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP/1.1 without TLS, in a few system calls: what there are thousands of is asked like
 * this. Called on its loop only.
 */
final class PlainHttpProbe implements Probing<HttpCheck> {
  private final SocketLoop loop;
  private final Supplier<String> userAgent;
  private final HttpRequestText text = new HttpRequestText();

  PlainHttpProbe(SocketLoop loop, Supplier<String> userAgent) {
    this.loop = loop;
    this.userAgent = userAgent;
  }

  /** Whether a check is asked like this. */
  static boolean speaks(CheckType type) {
    return type instanceof HttpCheck http && http.tls() == null && !http.http2();
  }

  @Override
  public void begin(Aim<HttpCheck> aim, ProbeAttempt attempt) {
    ask(HttpExchange.first(aim, attempt));
  }

  private void ask(HttpExchange exchange) {
    ProbeAttempt attempt = exchange.attempt();
    HttpCheck check = exchange.aim().check();
    byte[] request =
        text.octets(check.request(), exchange.path(), exchange.authority(), userAgent.get());
    Hearing hearing = new Hearing(exchange);
    try {
      PlainConnection connection =
          PlainConnection.open(
              loop, exchange.aim().socketAddress(check.place().port()), request, hearing);
      hearing.connection = connection;
      attempt.onEnd(connection::close);
    } catch (IOException e) {
      attempt.couldNotConnect(e);
    }
  }

  /** What came of one request so far; owned by the loop. */
  private final class Hearing implements PlainConnection.Hearer {
    private final HttpExchange exchange;
    private final ProbeAttempt attempt;
    private final HttpAnswer answer;
    private @Nullable PlainConnection connection;
    private boolean readsBody;
    private boolean askedElsewhere;

    Hearing(HttpExchange exchange) {
      this.exchange = exchange;
      this.attempt = exchange.attempt();
      this.answer = new HttpAnswer(exchange.aim().check().request().method().equals("HEAD"));
    }

    @Override
    public void connected() {
      attempt.step("connected");
    }

    @Override
    public void said() {
      attempt.step("request sent");
    }

    @Override
    public void couldNotConnect(IOException cause) {
      attempt.couldNotConnect(cause);
    }

    @Override
    public void hear(ByteBuffer piece) {
      if (!isAwaited()) {
        return;
      }
      boolean hadHead = answer.head() != null;
      answer.take(piece);
      HttpHead head = answer.head();
      if (head != null && !hadHead) {
        goOn(head);
      }
      decide();
    }

    private boolean isAwaited() {
      return !attempt.hasEnded() && !askedElsewhere;
    }

    private void goOn(HttpHead head) {
      switch (exchange.answered(head.status(), header(head))) {
        case HttpExchange.Next.Nothing _ -> {}
        case HttpExchange.Next.ReadBody _ -> readsBody = true;
        case HttpExchange.Next.Ask(HttpExchange next) -> {
          askedElsewhere = true;
          if (connection != null) {
            connection.close();
          }
          ask(next);
        }
      }
    }

    /** What a body is that nobody looks at does not matter. */
    private void decide() {
      if (!isAwaited() || (answer.head() != null && !readsBody)) {
        return;
      }
      if (!answer.isValid()) {
        attempt.failed("no valid HTTP answer");
      } else if (answer.hasBody()) {
        exchange.read(answer.body(), header(Objects.requireNonNull(answer.head())));
      }
    }

    private static HttpExchange.Headers header(HttpHead head) {
      return name -> name == null ? null : head.first(name);
    }

    @Override
    public void ended() {
      if (!isAwaited()) {
        return;
      }
      answer.end();
      decide();
      attempt.failed(
          answer.head() == null
              ? "connection closed without an answer"
              : "connection broke off in the answer");
    }

    @Override
    public void brokeOff(IOException cause) {
      if (isAwaited()) {
        attempt.brokeOff(cause);
      }
    }
  }
}
