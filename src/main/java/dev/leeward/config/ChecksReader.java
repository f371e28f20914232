package dev.leeward.config;

import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.StatusRange;
import dev.leeward.health.TcpCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks, by name. */
final class ChecksReader {
  private static final int HIGHEST_PORT = 0xFFFF;
  private static final int MOST_IN_A_ROW = 100;
  private static final List<String> KEYS_OF_HTTP = List.of("path", "host", "expect-status");
  private static final List<StatusRange> ANY_STATUS = List.of(new StatusRange(100, 599));

  private final Findings findings;

  ChecksReader(Findings findings) {
    this.findings = findings;
  }

  Map<String, CheckSettings> read(Map<String, Section> blocks) {
    Map<String, CheckSettings> checks = new LinkedHashMap<>();
    blocks.forEach((name, block) -> {
      SymbolicNames.check(name, block.path(), findings);
      checks.put(name, check(name, block));
      block.end();
    });
    return checks;
  }

  private static CheckSettings check(String name, Section block) {
    CheckTiming timing = timing(block);
    int port = block.integer("port", 1, HIGHEST_PORT);
    if (block.word("type", List.of("http", "tcp")).equals("http")) {
      return http(name, timing, port, block);
    }
    for (String key : KEYS_OF_HTTP) {
      if (block.says(key)) {
        block.wrong(key, "is only for type = http", "remove it");
      }
    }
    return new TcpCheck(name, timing, port);
  }

  private static HttpCheck http(String name, CheckTiming timing, int port, Section block) {
    String path =
        block.read(
            "path",
            text -> new HttpCheck(name, timing, port, text, null, ANY_STATUS).path(),
            "write it as /healthz");
    String host = block.optionalText("host") == null ? null : host(name, timing, port, block);
    List<StatusRange> statuses =
        block.readAll("expect-status", StatusRange::parse, "write 200 or 200-299");
    if (block.isEmpty("expect-status")) {
      block.wrong("expect-status", "is empty: no answer would be healthy", "write 200-299");
    }
    return new HttpCheck(
        name,
        timing,
        port,
        Objects.requireNonNullElse(path, "/"),
        host,
        statuses.isEmpty() ? ANY_STATUS : statuses);
  }

  private static @Nullable String host(String name, CheckTiming timing, int port, Section block) {
    HttpCheck withHost =
        block.read(
            "host",
            text -> new HttpCheck(name, timing, port, "/", text, ANY_STATUS),
            "write the name that the endpoints serve");
    return withHost == null ? null : withHost.host();
  }

  private static CheckTiming timing(Section block) {
    Duration interval = block.positiveDuration("interval");
    Duration retry = block.positiveDuration("retry-interval");
    Duration jitter = block.duration("jitter");
    int fall = block.integer("fall", 1, MOST_IN_A_ROW);
    int rise = block.integer("rise", 1, MOST_IN_A_ROW);
    if (block.isWord("timeout", "auto")) {
      return CheckTiming.learning(interval, retry, jitter, fall, rise);
    }
    Duration timeout = block.positiveDuration("timeout");
    return new CheckTiming(interval, timeout, retry, jitter, fall, rise);
  }
}
