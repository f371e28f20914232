package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code otlp}. */
class OtlpKeysTest {
  private final Written written;

  OtlpKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "");
    written.file("token", "Bearer abc\n");
  }

  private static String with(String otlp) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      otlp { %s }
    }
    """
        .formatted(otlp);
  }

  @Test
  void nothingIsPushedWithoutAUrl() {
    assertNull(written.settings(with("interval = 10s")).otlp());
  }

  @Test
  void headersComeFromTheEnvironmentAndFromFilesAndAreNotShown() {
    Settings.OtlpSettings otlp =
        Objects.requireNonNull(
            written
                .environment("TENANT", "t1")
                .settings(
                    with(
                        "url = \"https://collector.example.net:4318/v1/metrics\", interval = 1m, "
                            + "headers { X-Tenant = ${?TENANT}, X-None = ${?NONE} }, "
                            + "header-files { Authorization = token }"))
                .otlp());
    assertEquals("https://collector.example.net:4318/v1/metrics", otlp.url());
    assertEquals(Duration.ofMinutes(1), otlp.interval());
    assertEquals(Duration.ofSeconds(5), otlp.timeout());
    assertEquals(Map.of("X-Tenant", "t1", "Authorization", "Bearer abc"), otlp.revealedHeaders());
    assertFalse(otlp.toString().contains("abc"), otlp::toString);
  }

  @Test
  void whatIsWrongIsNamed() {
    for (List<String> each :
        List.of(
            List.of("url = \"collector:4318\"", "is no URL of a web server"),
            List.of("url = \"http://a b/\"", "is no URL"),
            List.of("interval = 10ms", "otlp.interval is shorter than 1s"),
            List.of("timeout = 0s", "otlp.timeout is zero"),
            List.of("header-files { A = missing }", "missing cannot be read"))) {
      assertSays(each.get(1), Written.only(written.load(with(each.getFirst())), "bad-value"));
    }
  }

  @Test
  void aChangeNeedsARestart() {
    Settings off = written.settings(with(""));
    Settings on = written.settings(with("url = \"http://127.0.0.1:4318/v1/metrics\""));
    List<Finding> findings = ReloadRules.compare(off, on);
    assertTrue(
        findings.stream().anyMatch(each -> each.toString().contains("otlp")), findings::toString);
    assertEquals(List.of(), ReloadRules.compare(on, on));
  }
}
