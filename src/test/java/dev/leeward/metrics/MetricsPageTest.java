package dev.leeward.metrics;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's table of metrics is what the sources register. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/metrics.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/leeward/metrics");

  /** What Prometheus' convention adds to a counter's and a timer's name. */
  private static final Pattern ADDED = Pattern.compile("_total$|(?<=duration|lag|trip)_seconds$");

  private static TreeSet<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void theTableHasEveryMetricAndNoOther() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        sources.append(Files.readString(file));
      }
    }
    TreeSet<String> registered =
        found(sources.toString(), "\"(leeward\\.[a-z.]+)\"").stream()
            .map(each -> each.replace('.', '_'))
            .collect(toCollection(TreeSet::new));
    TreeSet<String> listed =
        found(Files.readString(PAGE), "(?m)^\\| `(leeward_[a-z_]+)` \\|").stream()
            .map(each -> ADDED.matcher(each).replaceAll(""))
            .collect(toCollection(TreeSet::new));
    assertTrue(listed.size() > 50, listed::toString);
    assertEquals(registered, listed);
  }
}
