package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckType;
import dev.leeward.health.CommandCheck;
import dev.leeward.health.CompositeCheck;
import dev.leeward.health.Dialogue;
import dev.leeward.health.DnsCheck;
import dev.leeward.health.FileCheck;
import dev.leeward.health.GrpcCheck;
import dev.leeward.health.HeartbeatCheck;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.Place;
import dev.leeward.health.Secret;
import dev.leeward.health.TcpCheck;
import dev.leeward.health.TextExpectation;
import dev.leeward.health.TlsCheck;
import dev.leeward.health.TlsTerms;
import dev.leeward.health.UdpCheck;
import dev.leeward.topology.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of checks as they are written. */
class CheckTypesTest {
  private final Path folder;
  private final Written written;

  CheckTypesTest(@TempDir Path folder) {
    this.folder = folder;
    this.written = new Written(folder).zone("example.com", "www A 192.0.2.1\nwww A 198.51.100.1\n");
  }

  @Test
  void httpsHasItsDefaults() {
    HttpCheck check = assertInstanceOf(HttpCheck.class, type("type = https"));
    assertEquals(Place.port(443), check.place());
    assertEquals(TlsTerms.USUAL, check.tls());
    assertFalse(check.http2());
    assertEquals("GET", check.request().method());
    assertEquals("/", check.request().path());
    assertEquals(Map.of(), check.request().headers());
    assertEquals(0, check.redirects());
    assertNull(check.expectation().text());
    assertNull(check.expectation().capacity());
  }

  @Test
  void httpsSaysWhatIsAskedAndExpected() {
    written.environment("TOKEN", "Bearer hush");
    written.file("key", "second hush\n");
    HttpCheck check =
        assertInstanceOf(
            HttpCheck.class,
            type(
                """
                type = https, port = 8443, address = 192.0.2.77, http-version = "2", method = HEAD
                path = "/deep", host = www.example.com, headers { Authorization = ${?TOKEN} }
                header-files { X-Key = key }, expect-regex = "o+k", follow-redirects = 2
                capacity = "header:X-Free", server-name = other.example.com, verify = false
                fail-before-expiry = 3d, warn-before-expiry = 30d
                """));
    assertEquals(new Place(Network.parseAddress("192.0.2.77"), 8443), check.place());
    assertTrue(check.http2());
    assertEquals("HEAD", check.request().method());
    assertEquals(
        Map.of("Authorization", new Secret("Bearer hush"), "X-Key", new Secret("second hush")),
        check.request().headers());
    assertEquals(new TextExpectation.Expression("o+k"), check.expectation().text());
    assertEquals(2, check.redirects());
    assertEquals(
        new TlsTerms("other.example.com", false, null, Duration.ofDays(3), Duration.ofDays(30)),
        check.tls());
    assertFalse(check.toString().contains("hush"), check::toString);
  }

  @Test
  void theOthersAreWhatTheySay() {
    assertEquals(
        new TcpCheck(
            Place.port(6379), new Dialogue("PING\r\n", new TextExpectation.Words("+PONG"))),
        type("type = tcp, port = 6379, send = \"PING\\r\\n\", expect = \"+PONG\""));
    assertEquals(new TlsCheck(Place.port(443), TlsTerms.USUAL), type("type = tls"));
    assertEquals(
        new UdpCheck(Place.port(123), new Dialogue("\u00e3", null)),
        type("type = udp, port = 123, send = \"\\u00e3\""));
    assertEquals(
        new DnsCheck(
            Place.port(53),
            true,
            Name.parse("www.example.com."),
            RecordType.AAAA,
            Set.of(0, 3),
            List.of("2001:db8::1")),
        type(
            """
            type = dns, query-name = www.example.com, query-type = AAAA, transport = tcp
            expect-rcode = [NOERROR, NXDOMAIN], expect-answer = ["2001:db8::1"]
            """));
    assertEquals(
        new GrpcCheck(Place.port(50051), null, "orders", "grpc.example.com"),
        type("type = grpc, port = 50051, grpc-service = orders, host = grpc.example.com"));
    assertEquals(
        new GrpcCheck(Place.port(443), TlsTerms.USUAL, "", null),
        type("type = grpc, port = 443, tls = true"));
    assertEquals(
        new FileCheck(folder.resolve("states"), Duration.ofHours(1), FileCheck.Otherwise.DOWN),
        type("type = file, file = states, max-age = 1h, when-silent = down"));
    assertEquals(
        new HeartbeatCheck(Duration.ofSeconds(30), new Secret("0123456789abcdef")),
        type("type = heartbeat, secret = 0123456789abcdef"));
  }

  @Test
  void commandsRunOnlyWhereTheyAreAllowed() {
    written.assertFindings(
        """
        leeward {
          zones = [ { origin = example.com, file = example.com.zone } ]
          regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
          checks {
            web {
              type = command # <- commands-not-allowed
              command = ["/bin/true"]
            }
          }
          services.www { names = [www.example.com], check = web, regions = [us, eu] }
        }
        """);
    assertEquals(
        new CommandCheck(List.of("/bin/true", "-x"), Map.of("A", new Secret("b"))),
        type("type = command, command = [/bin/true, -x], environment { A = b }"));
  }

  @Test
  void aCompositeHoldsItsMembersAndUsesThem() {
    Map<String, CheckSettings> checks =
        settings(
            """
            type = at-least, of = [one, two, both], needed = 2, inverted = true }
            one { type = tcp, port = 1 }
            two { type = tcp, port = 2 }
            both { type = all-of, of = [one, two]
            """);
    CheckSettings web = Objects.requireNonNull(checks.get("web"));
    CompositeCheck composite = assertInstanceOf(CompositeCheck.class, web.type());
    assertTrue(web.inverted());
    assertEquals(2, composite.needed());
    assertEquals(
        List.of("one", "two", "both"),
        composite.members().stream().map(CheckSettings::name).toList());
    assertEquals(2, ((CompositeCheck) composite.members().get(2).type()).needed());
    assertEquals(
        1,
        ((CompositeCheck) type("type = any-of, of = [one] }\n one { type = tcp, port = 1"))
            .needed());
  }

  @Test
  void compositesDoNotLeadBackToThemselves() {
    List<Finding> findings =
        written
            .load(text("type = all-of, of = [other] }\n other { type = any-of, of = [web]"))
            .findings();
    assertFalse(findings.isEmpty());
    findings.forEach(finding -> Written.assertSays("leads back to", finding));
  }

  @Test
  void aMemberMustBeDefined() {
    Written.assertSays(
        "did you mean other?",
        only(
            "type = all-of, of = [othr, other] }\n other { type = tcp, port = 1", "unknown-check"));
  }

  @Test
  void theAuthoritiesAreReadWithTheConfiguration() {
    Written.assertSays("cannot be read", only("type = tls, ca-file = missing", "bad-value"));
    written.file("empty.pem", "no certificate here\n");
    Written.assertSays("certificate", only("type = tls, ca-file = empty.pem", "bad-value"));
  }

  @Test
  void aChangedSecretFileChangesTheCheck() {
    written.file("secret", "0123456789abcdef\n");
    CheckType before = type("type = heartbeat, secret-file = secret");
    written.file("secret", "fedcba9876543210\n");
    assertNotEquals(before, type("type = heartbeat, secret-file = secret"));
  }

  @Test
  void aPortThatIsUsuallyNothingInParticularMustBeWritten() {
    for (String type : List.of("tcp", "udp, send = x, expect = x", "grpc")) {
      List<Finding> findings = written.load(text("type = " + type)).findings();
      assertEquals(1, findings.size(), findings.toString());
      Finding finding = findings.getFirst();
      assertEquals("missing-key", finding.code());
      String told = finding.toString();
      assertTrue(told.contains(".port is missing: a check of type " + type.split(",")[0]), told);
      assertTrue(told.contains("add the one that the endpoint listens on"), told);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = smtp",
        "type = http, port = 0",
        "type = http, http-version = \"3\"",
        "type = http, method = get",
        "type = http, path = healthz",
        "type = http, headers { \"X Y\" = z }",
        "type = http, headers { X = \"\" }",
        "type = http, header-files { X = missing }",
        "type = http, expect-status = []",
        "type = http, follow-redirects = 11",
        "type = http, capacity = \"trailer:X\"",
        "type = http, capacity = \"body:no group\"",
        "type = http, expect = a, expect-regex = a",
        "type = http, expect-regex = \"(\"",
        "type = http, verify = true",
        "type = http, address = www.example.com",
        "type = http, inverted = perhaps",
        "type = https, server-name = \"a b\"",
        "type = https, fail-before-expiry = 3",
        "type = https, warn-before-expiry = soon",
        "type = tcp, port = 80, path = \"/\"",
        "type = tcp, port = 80, send = \"\\u0100\"",
        "type = udp, port = 80",
        "type = dns, query-name = a.example, query-type = NONE",
        "type = dns, query-name = a.example, transport = quic",
        "type = dns, query-name = a.example, expect-rcode = [BROKEN]",
        "type = dns, query-name = a.example, expect-rcode = []",
        "type = dns, query-name = a.example, query-type = SRV, expect-answer = [a]",
        "type = icmp, port = 1",
        "type = grpc, port = 1, grpc-service = \"a b\"",
        "type = grpc, port = 1, tls = maybe",
        "type = command, command = []",
        "type = command, command = [true]",
        "type = heartbeat",
        "type = heartbeat, secret = short",
        "type = heartbeat, secret = 0123456789abcdef, within = 0s",
        "type = file, file = x, max-age = 5",
        "type = file, file = x, when-silent = perhaps",
        "type = all-of",
        "type = any-of, of = [one], needed = 1 }\n one { type = tcp, port = 1",
        "type = at-least, of = [one], needed = 2 }\n one { type = tcp, port = 1",
      })
  void whatIsWrongIsAFindingAtItsLine(String check) {
    List<Finding> findings =
        written.load(text(check)).findings().stream().filter(Finding::isError).toList();
    assertEquals(
        Set.of("bad-value"),
        findings.stream().map(Finding::code).collect(Collectors.toSet()),
        findings::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type = dns", "type = file"})
  void whatHasNoDefaultMustBeSaid(String check) {
    only(check, "missing-key");
  }

  private Finding only(String check, String code) {
    return Written.only(written.load(text(check)), code);
  }

  private CheckType type(String check) {
    return Objects.requireNonNull(settings(check).get("web")).type();
  }

  private Map<String, CheckSettings> settings(String check) {
    Loaded loaded = written.load(text(check));
    assertEquals(List.of(), loaded.findings().stream().filter(Finding::isError).toList());
    return Objects.requireNonNull(loaded.settings()).checks();
  }

  private static String text(String check) {
    return """
    leeward {
      zones = [ { origin = example.com, file = example.com.zone } ]
      regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
      probes.allow-commands = true
      services.www { names = [www.example.com], check = web, regions = [us, eu] }
      checks { web { %s } }
    }
    """
        .formatted(check);
  }
}
