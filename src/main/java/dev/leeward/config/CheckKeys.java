package dev.leeward.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys that only some types of checks have. */
final class CheckKeys {
  /** The first is what stands in for a wrong word. */
  static final List<String> TYPES =
      List.of(
          "http",
          "https",
          "tcp",
          "tls",
          "dns",
          "udp",
          "icmp",
          "grpc",
          "command",
          "heartbeat",
          "file",
          "all-of",
          "any-of",
          "at-least");

  private static final List<String> WITH_PORT =
      List.of("http", "https", "tcp", "tls", "dns", "udp", "grpc");
  private static final List<String> WITH_ADDRESS =
      List.of("http", "https", "tcp", "tls", "dns", "udp", "grpc", "icmp");
  private static final List<String> OF_HTTP = List.of("http", "https");
  private static final List<String> WITH_TLS = List.of("https", "tls", "grpc");
  private static final List<String> WITH_TEXT = List.of("http", "https", "tcp", "udp");
  private static final List<String> OF_COMMAND = List.of("command");
  private static final List<String> OF_DNS = List.of("dns");
  private static final List<String> OF_FILE = List.of("file");
  private static final List<String> OF_HEARTBEAT = List.of("heartbeat");
  private static final List<String> COMPOSITES = List.of("all-of", "any-of", "at-least");

  private static final Map<String, List<String>> TYPES_OF =
      Map.ofEntries(
          Map.entry("port", WITH_PORT),
          Map.entry("address", WITH_ADDRESS),
          Map.entry("http-version", OF_HTTP),
          Map.entry("method", OF_HTTP),
          Map.entry("path", OF_HTTP),
          Map.entry("host", List.of("http", "https", "grpc")),
          Map.entry("headers", OF_HTTP),
          Map.entry("header-files", OF_HTTP),
          Map.entry("expect-status", OF_HTTP),
          Map.entry("follow-redirects", OF_HTTP),
          Map.entry("capacity", OF_HTTP),
          Map.entry("expect", WITH_TEXT),
          Map.entry("expect-regex", WITH_TEXT),
          Map.entry("send", List.of("tcp", "udp")),
          Map.entry("tls", List.of("grpc")),
          Map.entry("grpc-service", List.of("grpc")),
          Map.entry("server-name", WITH_TLS),
          Map.entry("verify", WITH_TLS),
          Map.entry("ca-file", WITH_TLS),
          Map.entry("fail-before-expiry", WITH_TLS),
          Map.entry("warn-before-expiry", WITH_TLS),
          Map.entry("query-name", OF_DNS),
          Map.entry("query-type", OF_DNS),
          Map.entry("transport", OF_DNS),
          Map.entry("expect-rcode", OF_DNS),
          Map.entry("expect-answer", OF_DNS),
          Map.entry("command", OF_COMMAND),
          Map.entry("environment", OF_COMMAND),
          Map.entry("environment-files", OF_COMMAND),
          Map.entry("within", OF_HEARTBEAT),
          Map.entry("secret", OF_HEARTBEAT),
          Map.entry("secret-file", OF_HEARTBEAT),
          Map.entry("file", OF_FILE),
          Map.entry("max-age", OF_FILE),
          Map.entry("when-silent", OF_FILE),
          Map.entry("of", COMPOSITES),
          Map.entry("needed", List.of("at-least")));

  private CheckKeys() {}

  /** A key of another type would look as if it did something. */
  static void refuseOthers(String type, Section block) {
    new TreeMap<>(TYPES_OF)
        .forEach((key, types) -> {
          if (block.says(key) && !types.contains(type)) {
            block.wrong(key, "is only for type = " + String.join(", ", types), "remove it");
          }
        });
  }
}
