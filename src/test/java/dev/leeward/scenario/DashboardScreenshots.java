package dev.leeward.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The manual's pictures of the dashboard: {@code DashboardScreenshots FOLDER}, with the tests'
 * class path.
 */
public final class DashboardScreenshots {
  private static final Duration SOON = Duration.ofSeconds(90);

  private DashboardScreenshots() {}

  public static void main(String[] arguments) throws Exception {
    Path pictures = Files.createDirectories(Path.of(arguments[0]));
    Path folder = Files.createTempDirectory("leeward-watched");
    Path binary = Chromium.installed().orElseThrow();
    try (WatchedCluster cluster = WatchedCluster.start(folder, null);
        Chromium browser = Chromium.start(binary, Files.createTempDirectory("leeward-chromium"))) {
      browser.size(1120, 640);
      browser.prefer("light");
      browser.open(cluster.address(0) + "/");
      browser.await("calm", SOON, says("#headline", "All well"));
      browser.await("live", SOON, "document.querySelector('#live').dataset.state === 'live'");
      browser.screenshot(pictures.resolve("dashboard-calm-light.png"));
      browser.size(1120, 820);
      cluster.breakDown("us-east");
      browser.await("failed over", SOON, says("#services", "failed-over"));
      browser.await("reasons of all", SOON, says("#votes", "in a row"));
      browser.screenshot(pictures.resolve("dashboard-failover-light.png"));
      browser.prefer("dark");
      browser.screenshot(pictures.resolve("dashboard-failover-dark.png"));
      browser.evaluate(
          "document.querySelector('button[aria-label=\"Drain www eu-west\"]').click()");
      browser.await("the dialog", SOON, "document.querySelector('#dialog').open");
      browser.await(
          "the dry run", SOON, "document.querySelector('#rehearsal').innerText.length > 0");
      browser.screenshot(pictures.resolve("dashboard-drain-dark.png"));
      browser.prefer("light");
      browser.press("Escape");
      browser.evaluate("document.querySelector('#votes').scrollIntoView()");
      browser.screenshot(pictures.resolve("dashboard-votes-light.png"));
      history(cluster, browser);
      browser.screenshot(pictures.resolve("dashboard-timeline-light.png"));
    } finally {
      Folders.remove(folder);
    }
  }

  /** Something of everything that a timeline shows. */
  private static void history(WatchedCluster cluster, Chromium browser) throws Exception {
    cluster.heal("us-east");
    browser.await("failed back", SOON, "!(" + says("#services", "failed-over") + ")");
    change(browser, "drain", "{region: 'us-east', service: 'api', reason: 'disk swap'}");
    change(
        browser,
        "drills",
        "{region: 'us-east', service: 'www', reason: 'game day', forSeconds: 9}");
    browser.await("it is drilled, and over", SOON, says("#drills", "completed"));
    change(browser, "undrain", "{region: 'us-east', service: 'api', reason: 'done'}");
    change(browser, "freeze", "{reason: 'storm', forSeconds: 600}");
    browser.await("it is frozen", SOON, says("#history", "freeze"));
    browser.evaluate("document.querySelector('#timeline').scrollIntoView()");
  }

  private static void change(Chromium browser, String what, String body) throws Exception {
    browser.evaluate(
        "fetch('/api/v1/"
            + what
            + "', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify("
            + body
            + ")}).then((answer) => answer.status)");
  }

  private static String says(String selector, String text) {
    return "document.querySelector('" + selector + "')?.textContent.includes('" + text + "')";
  }
}
