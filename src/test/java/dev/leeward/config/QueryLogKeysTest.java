package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.querylog.QueryLogSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code query-log}, and of {@code log}. */
class QueryLogKeysTest {
  private final Path folder;
  private final Written written;

  QueryLogKeysTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "");
  }

  private static String with(String inLeeward) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      %s
    }
    """
        .formatted(inLeeward);
  }

  @Test
  void queriesAreNotLoggedUnlessTheConfigurationSaysWhere() {
    assertNull(written.settings(with("")).queryLog());
    assertNull(written.settings(with("query-log.sample = 1/10")).queryLog());
  }

  @Test
  void aFileOrASocketIsEnough() {
    assertEquals(
        new QueryLogSettings(
            QueryLogSettings.Format.DNSTAP, false, folder.resolve("q.fstrm"), 1, 256L << 20, 4),
        written.settings(with("query-log.to = \"q.fstrm\"")).queryLog());
    assertEquals(
        new QueryLogSettings(
            QueryLogSettings.Format.TEXT, true, Path.of("/run/q.sock"), 100, 1L << 20, 1),
        written
            .settings(
                with(
                    "query-log { to = \"unix:/run/q.sock\", format = text, sample = 1/100,"
                        + " max-size = 1MiB, keep = 1 }"))
            .queryLog());
  }

  private void assertFinds(String says, String inLeeward) {
    assertSays(says, Written.only(written.load(with(inLeeward)), "bad-value"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertFinds("query-log.format is \"pcap\"", "query-log.format = pcap");
    assertFinds("\"0.1\" is no share from 1/1 to 1/1000000", "query-log.sample = 0.1");
    assertFinds("\"1/0\" is no share", "query-log.sample = 1/0");
    assertFinds("query-log.max-size is not from 64KiB to 16GiB", "query-log.max-size = 1KiB");
    assertFinds("query-log.keep is no whole number", "query-log.keep = 0");
    assertFinds(
        "query-log.to is longer than a socket's path may be",
        "query-log.to = \"unix:/run/" + "x".repeat(108) + "\"");
  }

  @Test
  void singleLoggersMayHaveLevelsOfTheirOwn() {
    assertEquals(
        Map.of("leeward.decisions", "debug"),
        written.settings(with("log.levels { \"leeward.decisions\" = debug }")).log().levels());
    assertFinds("levels.leeward is \"loud\"", "log.levels { leeward = loud }");
  }
}
