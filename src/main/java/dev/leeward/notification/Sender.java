package dev.leeward.notification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** One attempt, on the caller's thread: it waits. Immutable. */
final class Sender {
  /** How long a server may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** What is wrong there may be mended there: a URL, a password, a limit. */
  private static final Set<Integer> MAY_PASS = Set.of(401, 403, 404, 407, 408, 425, 429);

  private Sender() {}

  /**
   * Waits as long as the server does, but for connecting; who cannot wait interrupts.
   *
   * @throws InterruptedException when interrupted
   */
  static Delivery send(NotificationSettings to, Envelope envelope, Steps steps)
      throws InterruptedException {
    try {
      SSLContext trust = Trust.of(to.caFile());
      return switch (to.destination()) {
        case Destination.Webhook webhook ->
            post(HttpForms.of(webhook, to.name(), envelope), to, trust, steps);
        case Destination.Slack slack -> post(HttpForms.of(slack, envelope), to, trust, steps);
        case Destination.PagerDuty duty -> post(HttpForms.of(duty, envelope), to, trust, steps);
        case Destination.Mail mail -> mail(mail, envelope, trust, steps);
      };
    } catch (SmtpException e) {
      return e.isForGood()
          ? new Delivery.Refused(Failures.text(e))
          : new Delivery.Failed(Failures.text(e));
    } catch (IOException e) {
      return new Delivery.Failed(Failures.text(e));
    }
  }

  private static Delivery mail(
      Destination.Mail mail, Envelope envelope, SSLContext trust, Steps steps) throws IOException {
    try (SmtpSession session = SmtpSession.open(mail, trust, PATIENCE, steps)) {
      return new Delivery.Delivered(session.send(MailForm.of(mail, envelope)));
    }
  }

  /** Redirects are not followed: nobody else gets what was meant for that URL. */
  private static Delivery post(
      HttpForms.Request request, NotificationSettings to, SSLContext trust, Steps steps)
      throws IOException, InterruptedException {
    steps.step("POST to " + to.destination().shown() + ", " + request.body().length + " octets");
    HttpRequest.Builder post =
        HttpRequest.newBuilder(URI.create(request.url().text()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "leeward")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(post::header);
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_PATIENCE)
            .sslContext(trust)
            .build();
    try {
      int status = client.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      steps.step("answer: status " + status);
      return delivery(status);
    } finally {
      client.shutdownNow();
    }
  }

  private static Delivery delivery(int status) {
    String text = "status " + status;
    if (status >= 200 && status < 300) {
      return new Delivery.Delivered(text);
    }
    boolean isForGood = status >= 400 && status < 500 && !MAY_PASS.contains(status);
    return isForGood ? new Delivery.Refused(text) : new Delivery.Failed(text);
  }
}
