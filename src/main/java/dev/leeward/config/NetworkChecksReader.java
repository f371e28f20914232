package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.health.CapacityField;
import dev.leeward.health.Dialogue;
import dev.leeward.health.DnsCheck;
import dev.leeward.health.DnsRcode;
import dev.leeward.health.GrpcCheck;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.HttpExpectation;
import dev.leeward.health.HttpRequest;
import dev.leeward.health.IcmpCheck;
import dev.leeward.health.NetworkCheck;
import dev.leeward.health.Place;
import dev.leeward.health.Secret;
import dev.leeward.health.StatusRange;
import dev.leeward.health.TcpCheck;
import dev.leeward.health.TextExpectation;
import dev.leeward.health.TlsCheck;
import dev.leeward.health.TlsTerms;
import dev.leeward.health.UdpCheck;
import dev.leeward.topology.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that speak to an address. Owned by one load. */
final class NetworkChecksReader {
  private static final int HIGHEST_PORT = 0xFFFF;
  private static final Map<String, Integer> USUAL_PORTS =
      Map.of("http", 80, "https", 443, "tls", 443, "dns", 53);
  private static final List<StatusRange> ANY_STATUS = List.of(new StatusRange(100, 599));

  private final SecretsReader secrets;
  private final TlsTermsReader tls;

  NetworkChecksReader(SecretsReader secrets) {
    this.secrets = secrets;
    this.tls = new TlsTermsReader(secrets);
  }

  @Nullable NetworkCheck read(String type, Section block) {
    InetAddress address =
        block.optional("address", Network::parseAddress, "write an IPv4 or IPv6 address");
    if (type.equals("icmp")) {
      return new IcmpCheck(address);
    }
    Place place = new Place(address, port(type, block));
    return switch (type) {
      case "https" -> http(place, tls.read(block), block);
      case "tcp" -> new TcpCheck(place, dialogue(block));
      case "tls" -> new TlsCheck(place, tls.read(block));
      case "udp" -> udp(place, block);
      case "dns" -> dns(place, block);
      case "grpc" -> grpc(place, block);
      default -> http(place, null, block);
    };
  }

  private static int port(String type, Section block) {
    if (block.says("port")) {
      return block.integer("port", 1, HIGHEST_PORT);
    }
    Integer usual = USUAL_PORTS.get(type);
    if (usual != null) {
      return usual;
    }
    block.missing(
        "port",
        "a check of type " + type + " has no usual one",
        "add the one that the endpoint listens on, as port = 5432");
    return HIGHEST_PORT;
  }

  private HttpCheck http(Place place, @Nullable TlsTerms terms, Section block) {
    String path =
        block.read("path", text -> new HttpRequest(text, null).path(), "write it as /healthz");
    String method =
        block.read(
            "method", text -> new HttpRequest(text, "/", null, Map.of()).method(), "write GET");
    HttpRequest request =
        new HttpRequest(
            Objects.requireNonNullElse(method, "GET"),
            Objects.requireNonNullElse(path, "/"),
            host(block),
            headers(block));
    return new HttpCheck(
        place,
        terms,
        block.word("http-version", List.of("1.1", "2")).equals("2"),
        request,
        expectation(block),
        block.integer("follow-redirects", 0, HttpCheck.MOST_REDIRECTS));
  }

  private static @Nullable String host(Section block) {
    return block.optional(
        "host",
        text -> Objects.requireNonNull(new HttpRequest("/", text).host()),
        "write the name that the endpoints serve");
  }

  private Map<String, Secret> headers(Section block) {
    Map<String, Secret> good = new HashMap<>();
    secrets
        .named(block, "headers", "header-files")
        .forEach((name, value) -> {
          try {
            HttpRequest.requireHeader(name, value);
            good.put(name, value);
          } catch (IllegalArgumentException e) {
            block.wrong("headers", "are wrong: " + e.getMessage(), "write { Name = \"value\" }");
          }
        });
    return good;
  }

  private static HttpExpectation expectation(Section block) {
    List<StatusRange> statuses =
        block.readAll("expect-status", StatusRange::parse, "write 200 or 200-299");
    if (block.isEmpty("expect-status")) {
      block.wrong("expect-status", "is empty: no answer would be healthy", "write 200-299");
    }
    return new HttpExpectation(
        statuses.isEmpty() ? ANY_STATUS : statuses,
        text(block),
        block.optional("capacity", CapacityField::parse, "write header:X-Capacity"));
  }

  private static @Nullable TextExpectation text(Section block) {
    TextExpectation words =
        block.optional("expect", TextExpectation.Words::new, "write the text, or null");
    TextExpectation expression =
        block.optional("expect-regex", TextExpectation.Expression::new, "see java.util.regex");
    if (words != null && expression != null) {
      block.wrong("expect-regex", "stands beside expect", "write one of them");
    }
    return words == null ? expression : words;
  }

  private static Dialogue dialogue(Section block) {
    String send =
        block.optional(
            "send",
            text -> Objects.requireNonNull(new Dialogue(text, null).send()),
            "write octets as \\u0000 to \\u00ff");
    return new Dialogue(send, text(block));
  }

  private static @Nullable UdpCheck udp(Place place, Section block) {
    Dialogue dialogue = dialogue(block);
    if (dialogue.send() != null) {
      return new UdpCheck(place, dialogue);
    }
    if (!block.says("send")) {
      block.wrong("send", "is missing: nothing would answer", "write the datagram to send");
    }
    return null;
  }

  private static @Nullable DnsCheck dns(Place place, Section block) {
    Name name = block.read("query-name", Name::parse, "write a name that the endpoints serve");
    RecordType type = block.read("query-type", RecordType::parse, "write a type, as A");
    boolean tcp = block.word("transport", List.of("udp", "tcp")).equals("tcp");
    List<Integer> rcodes = block.readAll("expect-rcode", DnsRcode::parse, "write [NOERROR]");
    List<String> answers = block.readAll("expect-answer", text -> text, "write [\"192.0.2.1\"]");
    if (block.isEmpty("expect-rcode")) {
      block.wrong("expect-rcode", "is empty: no answer would be healthy", "write [NOERROR]");
    }
    if (name == null || type == null || rcodes.isEmpty()) {
      return null;
    }
    try {
      return new DnsCheck(place, tcp, name, type, Set.copyOf(rcodes), answers);
    } catch (IllegalArgumentException e) {
      block.wrong("expect-answer", "is wrong: " + e.getMessage(), "remove it");
      return null;
    }
  }

  private @Nullable GrpcCheck grpc(Place place, Section block) {
    TlsTerms terms = tls.read(block);
    boolean secured = block.flag("tls");
    String service =
        block.read(
            "grpc-service",
            text -> new GrpcCheck(place, null, text, null).service(),
            "write the service's name");
    return service == null
        ? null
        : new GrpcCheck(place, secured ? terms : null, service, host(block));
  }
}
