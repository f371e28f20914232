package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates as clients see them, by {@code tls} and {@code https} alike. */
@Timeout(60)
class TlsProbeTest {
  private static final String NAME = "www.example.com";
  private static ProbeBench bench;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void aGoodCertificateIsHealthyAndWarnsOfNothing() throws Exception {
    try (TlsServer server = TlsServer.of(NAME, 90)) {
      for (ProbeResult result : both(server, NAME, server.pem())) {
        assertNull(ProbeBench.healthy(result).notes().warning());
      }
    }
  }

  @Test
  void anExpiredCertificateFails() throws Exception {
    try (TlsServer server = TlsServer.of(NAME, -1)) {
      assertBothFailed("certificate expired", both(server, NAME, server.pem()));
    }
  }

  @Test
  void aCertificateOfTomorrowFails() throws Exception {
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    try (TlsServer server = new TlsServer(NAME, tomorrow, tomorrow.plus(9, ChronoUnit.DAYS))) {
      assertBothFailed("certificate not valid yet", both(server, NAME, server.pem()));
    }
  }

  @Test
  void aCertificateOfNobodyKnownFails() throws Exception {
    try (TlsServer server = TlsServer.of(NAME, 90)) {
      assertBothFailed("certificate of an unknown authority", both(server, NAME, null));
    }
  }

  @Test
  void aCertificateOfAnotherNameFails() throws Exception {
    try (TlsServer server = TlsServer.of("other.example.com", 90)) {
      assertBothFailed("certificate of another name", both(server, NAME, server.pem()));
    }
  }

  @Test
  void withoutVerificationAnyCertificateWillDo() throws Exception {
    TlsTerms trusting = new TlsTerms(null, false, null, Duration.ZERO, Duration.ofDays(14));
    try (TlsServer server = TlsServer.of(NAME, -2)) {
      ProbeResult.Healthy healthy =
          ProbeBench.healthy(bench.probe(new TlsCheck(Place.port(server.port()), trusting)));
      assertTrue(String.valueOf(healthy.notes().warning()).startsWith("certificate expired on "));
      ProbeBench.assertHealthy(bench.probe(https(server, trusting)));
    }
  }

  @Test
  void oneThatExpiresSoonWarnsAndThenFails() throws Exception {
    try (TlsServer server = TlsServer.of(NAME, 5)) {
      TlsTerms warning =
          new TlsTerms(NAME, true, server.pem(), Duration.ofDays(2), Duration.ofDays(14));
      ProbeResult.Healthy healthy =
          ProbeBench.healthy(bench.probe(new TlsCheck(Place.port(server.port()), warning)));
      String told = String.valueOf(healthy.notes().warning());
      assertTrue(told.matches("certificate expires on [0-9-]{10}, in 4 days"), told);
      TlsTerms failing =
          new TlsTerms(NAME, true, server.pem(), Duration.ofDays(7), Duration.ofDays(14));
      ProbeResult failed = bench.probe(https(server, failing));
      assertTrue(String.valueOf(failed.reason()).startsWith("certificate expires on "));
    }
  }

  @Test
  void aServerWithoutTlsFails() throws Exception {
    try (ScriptedServer server = new ScriptedServer("127.0.0.1")) {
      server.greets("220 mail.example.com ESMTP\r\n");
      TlsCheck check = new TlsCheck(Place.port(server.port()), TlsTerms.USUAL);
      ProbeBench.assertFailed("no TLS", bench.probe(check));
    }
  }

  @Test
  void oneThatClosesInTheHandshakeFails() throws Exception {
    try (ScriptedServer server = new ScriptedServer("127.0.0.1")) {
      server.hangsUp();
      TlsCheck check = new TlsCheck(Place.port(server.port()), TlsTerms.USUAL);
      ProbeResult result = bench.probe(check);
      String reason = String.valueOf(result.reason());
      assertTrue(reason.startsWith("connection "), reason);
      assertEquals(Evidence.ANSWER, result.evidence());
    }
  }

  @Test
  void oneThatHangsInTheHandshakeIsSilent() throws Exception {
    try (ScriptedServer server = new ScriptedServer("127.0.0.1")) {
      server.neverAnswers();
      TlsCheck check = new TlsCheck(Place.port(server.port()), TlsTerms.USUAL);
      ProbeBench.assertSilent(bench.probe(check, ProbeBench.SHORT));
    }
  }

  @Test
  void aRefusalIsOne() throws Exception {
    int port;
    try (ScriptedServer server = new ScriptedServer("127.0.0.1")) {
      port = server.port();
    }
    ProbeBench.assertFailed(
        "connection refused", bench.probe(new TlsCheck(Place.port(port), TlsTerms.USUAL)));
  }

  private static ProbeResult[] both(TlsServer server, String name, @Nullable String authorities) {
    TlsTerms terms = new TlsTerms(name, true, authorities, Duration.ZERO, Duration.ofDays(14));
    return new ProbeResult[] {
      bench.probe(new TlsCheck(Place.port(server.port()), terms)), bench.probe(https(server, terms))
    };
  }

  private static HttpCheck https(TlsServer server, TlsTerms terms) {
    return new HttpCheck(
        Place.port(server.port()),
        terms,
        false,
        new HttpRequest("/", null),
        new HttpExpectation(java.util.List.of(StatusRange.parse("200"))),
        0);
  }

  private static void assertBothFailed(String reason, ProbeResult... results) {
    for (ProbeResult result : results) {
      ProbeBench.assertFailed(reason, result);
    }
  }
}
