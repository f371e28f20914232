package dev.leeward.config;

import dev.leeward.health.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where metrics are pushed to. Owned by one load. */
final class OtlpReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private OtlpReader() {}

  /**
   * @param resolve a path as it is written
   * @return null when they are only scraped
   */
  static Settings.@Nullable OtlpSettings read(Section block, Function<String, Path> resolve) {
    String url =
        block.optional("url", OtlpReader::url, "write http://HOST:4318/v1/metrics, or https");
    Duration interval = block.positiveDuration("interval");
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      block.wrong("interval", "is shorter than 1s", "write a longer time");
    }
    Duration timeout = block.positiveDuration("timeout");
    Map<String, Secret> headers =
        new SecretsReader(resolve).named(block, "headers", "header-files");
    block.end();
    return url == null ? null : new Settings.OtlpSettings(url, interval, timeout, headers);
  }

  private static String url(String text) {
    try {
      URI uri = new URI(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no URL", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is no URL of a web server");
  }
}
