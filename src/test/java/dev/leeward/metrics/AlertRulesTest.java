package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.control.FakeOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules that are delivered speak of metrics that there are, and say what they mean. */
class AlertRulesTest {
  private static final Path FOLDER = Path.of("docker/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @Test
  void everyMetricInTheRulesIsScraped() throws IOException {
    Meters meters = new Meters();
    meters.watch(new FakeOperations());
    String scraped = meters.scrape();
    TreeSet<String> named = new TreeSet<>();
    Pattern.compile("leeward_[a-z_]+")
        .matcher(Files.readString(FOLDER.resolve("alerts.yml")))
        .results()
        .forEach(each -> named.add(each.group()));
    assertTrue(named.size() > 10, named::toString);
    for (String metric : named) {
      assertTrue(
          scraped.contains("\n" + metric + " ") || scraped.contains("\n" + metric + "{"),
          "nothing is scraped as " + metric);
    }
  }

  @Test
  void theRulesFireAndResolveAsTheirTestsSay() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
    Process process =
        new ProcessBuilder(
                PROMTOOL.toString(), "test", "rules", FOLDER.resolve("alerts_test.yml").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
