package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.availability.Judgement;
import dev.leeward.control.FakeOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard speak of metrics that there are, and the rules say what they mean. */
class AlertRulesTest {
  private static final Path FOLDER = Path.of("docker/prometheus");
  private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/leeward.json");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @Test
  void everyMetricInRulesAndDashboardIsScraped() throws IOException {
    Meters meters = new Meters();
    meters.availability().judged("www", "two", Judgement.GOOD); // none before the first
    meters.watch(new FakeOperations());
    String scraped = meters.scrape();
    TreeSet<String> named = new TreeSet<>();
    Pattern.compile("leeward_[a-z_]+")
        .matcher(Files.readString(FOLDER.resolve("alerts.yml")) + Files.readString(DASHBOARD))
        .results()
        .forEach(each -> named.add(each.group()));
    named.remove("leeward_probe_duration_seconds_bucket"); // there is none before the first probe
    assertTrue(named.size() > 20, named::toString);
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
