package dev.leeward.health;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request of a probe and what its answer means, however it is carried.
 *
 * @param redirects so many more are followed
 * @param warning of the connection that it goes over
 */
record HttpExchange(
    Aim<HttpCheck> aim,
    String path,
    int redirects,
    @Nullable String warning,
    ProbeAttempt attempt) {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** An answer's headers: the first of that name, null if there is none. */
  interface Headers extends UnaryOperator<@Nullable String> {}

  /** What to do after the head of an answer. */
  sealed interface Next {
    /** Nothing: the attempt has ended. */
    record Nothing() implements Next {}

    record ReadBody() implements Next {}

    record Ask(HttpExchange exchange) implements Next {}
  }

  static HttpExchange first(Aim<HttpCheck> aim, ProbeAttempt attempt) {
    HttpCheck check = aim.check();
    return new HttpExchange(aim, check.request().path(), check.redirects(), null, attempt);
  }

  HttpExchange warnedOf(@Nullable String what) {
    return new HttpExchange(aim, path, redirects, what, attempt);
  }

  String authority() {
    String host = aim.check().request().host();
    return host != null
        ? host
        : aim.authority(aim.check().place().port(), aim.check().tls() != null);
  }

  Next answered(int status, Headers headers) {
    HttpExpectation expected = aim.check().expectation();
    attempt.step(() -> "status " + status);
    if (redirects > 0 && REDIRECTS.contains(status)) {
      return redirected(headers.apply("Location"));
    }
    if (!expected.isExpected(status)) {
      attempt.failed("status " + status + ", expected " + expected.statusText());
    } else if (expected.readsBody()) {
      return new Next.ReadBody();
    } else {
      attempt.healthy(notes(headers, ""));
    }
    return new Next.Nothing();
  }

  private Next redirected(@Nullable String location) {
    String scheme = aim.check().tls() == null ? "http" : "https";
    String from = scheme + "://" + authority() + path;
    String to = location == null ? null : Redirect.sameServerPath(from, location);
    if (to == null) {
      attempt.failed("redirect to another server");
      return new Next.Nothing();
    }
    attempt.step(() -> "redirected to " + to);
    return new Next.Ask(new HttpExchange(aim, to, redirects - 1, null, attempt));
  }

  /** Ends the attempt. */
  void read(byte[] octets, Headers headers) {
    String body = new String(octets, StandardCharsets.UTF_8);
    TextExpectation expected = aim.check().expectation().text();
    attempt.step(() -> "body of " + octets.length + " octets");
    switch (expected == null ? TextExpectation.Match.FOUND : expected.search(body)) {
      case FOUND -> {
        if (expected != null) {
          attempt.step("expected text found");
        }
        attempt.healthy(notes(headers, body));
      }
      case MISSING -> attempt.failed("body without the expected text");
      case GIVEN_UP -> attempt.failed("body too intricate for the expression");
    }
  }

  private ProbeResult.Notes notes(Headers headers, String body) {
    Double capacity =
        switch (aim.check().expectation().capacity()) {
          case CapacityField.InHeader(String header) ->
              CapacityField.numberIn(headers.apply(header));
          case CapacityField.InBody inBody -> CapacityField.inBody(inBody, body);
          case null -> null;
        };
    return warning == null && capacity == null
        ? ProbeResult.Notes.NONE
        : new ProbeResult.Notes(warning, capacity);
  }
}
