package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.CheckType;
import dev.leeward.health.Dialogue;
import dev.leeward.health.DnsCheck;
import dev.leeward.health.Heartbeats;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.HttpExpectation;
import dev.leeward.health.HttpRequest;
import dev.leeward.health.Place;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeSettings;
import dev.leeward.health.ProbeStart;
import dev.leeward.health.StatusRange;
import dev.leeward.health.TcpCheck;
import dev.leeward.health.TextExpectation;
import dev.leeward.health.TlsCheck;
import dev.leeward.health.TlsTerms;
import dev.leeward.health.VertxProber;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Target;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks of servers that others wrote, as Debian has them; what is not installed is left out. */
@Timeout(120)
class RealEndpointsTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(20);
  private static final String ADDRESS = "127.0.0.1";

  private static Vertx vertx;
  private static VertxProber prober;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    prober = new VertxProber(vertx, new ProbeSettings(true, "leeward-probe"), new Heartbeats());
  }

  @AfterAll
  static void close() throws Exception {
    prober.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static ProbeResult probe(CheckType type) throws InterruptedException {
    CheckTiming timing = new CheckTiming(LONG, LONG, LONG, Duration.ZERO, 3, 2);
    Target target = new Target(new Endpoint(Network.parseAddress(ADDRESS), "here"), "it");
    BlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
    prober.probe(new ProbeStart(target, new CheckSettings("it", timing, type), 1, 0), results::add);
    ProbeResult result = results.poll(20, TimeUnit.SECONDS);
    assertNotNull(result, "no result");
    return result;
  }

  private static void assertHealthy(CheckType type) throws InterruptedException {
    ProbeResult result = probe(type);
    assertInstanceOf(ProbeResult.Healthy.class, result, result::toString);
  }

  private static void assertFailed(String reason, CheckType type) throws InterruptedException {
    assertEquals(reason, probe(type).reason());
  }

  private static HttpCheck http(
      int port, @Nullable TlsTerms tls, boolean http2, String path, @Nullable String text) {
    return new HttpCheck(
        Place.port(port),
        tls,
        http2,
        new HttpRequest(path, "www.example.com"),
        new HttpExpectation(
            List.of(StatusRange.parse("200")),
            text == null ? null : new TextExpectation.Words(text),
            null),
        0);
  }

  private static TlsTerms terms(boolean verify, @Nullable String authorities) {
    return new TlsTerms("www.example.com", verify, authorities, Duration.ZERO, Duration.ofDays(14));
  }

  private static void run(Path log, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, () -> read(log));
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process nginx(int plain, int tls) throws Exception {
    run(
        folder.resolve("openssl.log"),
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=www.example.com",
        "-addext",
        "subjectAltName=DNS:www.example.com",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("cert.pem").toString());
    Files.writeString(folder.resolve("healthz"), "all is well\n");
    Files.writeString(folder.resolve("large"), "x".repeat(300_000));
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log info;
            events { worker_connections 64; }
            http {
              access_log %1$s/access.log;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              root %1$s;
              ssl_certificate %1$s/cert.pem;
              ssl_certificate_key %1$s/key.pem;
              server {
                listen 127.0.0.1:%2$d;
                listen 127.0.0.1:%3$d ssl http2;
                location /chunked { ssi on; ssi_types *; alias %1$s/healthz; }
                location /dropped { return 444; }
              }
            }
            """
                .formatted(folder, plain, tls));
    return new ProcessBuilder(
            "/usr/sbin/nginx",
            "-e",
            folder.resolve("error.log").toString(),
            "-c",
            configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.log").toFile())
        .start();
  }

  @Test
  void nginxIsAskedOverAllThatItSpeaks() throws Exception {
    assumeTrue(PeerServer.isInstalled("nginx"), "nginx is not installed");
    assumeTrue(PeerServer.isInstalled("openssl"), "openssl is not installed");
    int plain = Scenes.freePorts();
    int tls = plain + 1;
    Process nginx = nginx(plain, tls);
    try {
      Scenes.await(
          "nginx answers",
          START,
          () -> probe(new TcpCheck(tls)) instanceof ProbeResult.Healthy || !nginx.isAlive());
      assertHealthy(http(plain, null, false, "/healthz", "is well"));
      assertHealthy(http(plain, null, false, "/chunked", "is well"));
      assertHealthy(http(plain, null, false, "/large", "xxx"));
      assertFailed("body without the expected text", http(plain, null, false, "/large", "is well"));
      assertFailed("status 404, expected 200", http(plain, null, false, "/other", null));
      assertFailed(
          "connection closed without an answer", http(plain, null, false, "/dropped", null));
      assertHealthy(
          new TcpCheck(
              Place.port(plain),
              new Dialogue("GET / HTTP/1.0\r\n\r\n", new TextExpectation.Words("Server: nginx"))));

      String certificate = Files.readString(folder.resolve("cert.pem"));
      assertHealthy(http(tls, terms(true, certificate), false, "/healthz", "is well"));
      assertHealthy(http(tls, terms(true, certificate), true, "/healthz", "is well"));
      assertHealthy(http(tls, terms(false, null), true, "/healthz", "is well"));
      assertFailed(
          "certificate of an unknown authority",
          http(tls, terms(true, null), false, "/healthz", "is well"));
      assertHealthy(new TlsCheck(Place.port(tls), terms(true, certificate)));
      // What is plain HTTP to a TLS port nginx answers with a page that says so.
      assertFailed("status 400, expected 200", http(tls, null, false, "/healthz", null));
      assertEquals(
          0,
          Files.readAllLines(folder.resolve("error.log")).stream()
              .filter(line -> line.contains("reset by peer"))
              .count(),
          "probes end their connections in order");
    } finally {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
      nginx.destroyForcibly();
    }
    assertFailed("connection refused", http(plain, null, false, "/healthz", null));
  }

  @Test
  void nsdAndKnotAnswerAsTheirZonesSay() throws Exception {
    Path zone =
        Files.writeString(
            folder.resolve("example.com.zone"),
            """
            $ORIGIN example.com.
            @   300 SOA ns1 hostmaster 1 7200 1800 1209600 30
            @   300 NS  ns1
            ns1 300 A   192.0.2.53
            www 300 A   192.0.2.1
            www 300 A   192.0.2.2
            """);
    boolean any = false;
    for (String program : List.of("nsd", "knotd")) {
      if (PeerServer.isInstalled(program)) {
        any = true;
        Path its = Files.createDirectory(folder.resolve(program));
        Files.copy(zone, its.resolve("example.com.zone"));
        Map<String, Path> zones = Map.of("example.com.", its.resolve("example.com.zone"));
        try (PeerServer server =
            program.equals("nsd") ? PeerServer.nsd(its, zones) : PeerServer.knot(its, zones)) {
          assertItsAnswers(server.port());
        }
      }
    }
    assumeTrue(any, "neither nsd nor knot is installed");
  }

  private static DnsCheck dns(int port, String name, boolean tcp, int rcode, String... answers) {
    return new DnsCheck(
        Place.port(port), tcp, Name.parse(name), RecordType.A, Set.of(rcode), List.of(answers));
  }

  private static void assertItsAnswers(int port) throws Exception {
    Scenes.await(
        "it answers",
        START,
        () -> probe(dns(port, "www.example.com", true, 0)) instanceof ProbeResult.Healthy);
    assertHealthy(dns(port, "www.example.com", false, 0, "192.0.2.2", "192.0.2.1"));
    assertHealthy(dns(port, "www.example.com", true, 0, "192.0.2.1"));
    assertFailed(
        "answer without the expected data", dns(port, "www.example.com", false, 0, "192.0.2.9"));
    assertFailed("rcode NXDOMAIN, expected NOERROR", dns(port, "none.example.com", false, 0));
    assertHealthy(dns(port, "none.example.com", false, 3));
    assertFailed("rcode REFUSED, expected NOERROR", dns(port, "www.example.net", true, 0));
  }
}
