package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of a real cluster in a real browser. */
class DashboardInBrowserTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private @Nullable WatchedCluster cluster;
  private @Nullable Chromium browser;

  private void start(@Nullable String token) throws Exception {
    Optional<Path> chromium = Chromium.installed();
    if (chromium.isEmpty()) {
      abort("DashboardInBrowserTest is skipped: chromium is not installed");
    }
    cluster = WatchedCluster.start(folder, token);
    browser = Chromium.start(chromium.get(), Files.createTempDirectory("leeward-chromium"));
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private void open(int instance) throws Exception {
    browser.open(cluster.address(instance) + "/");
    browser.await("the page is there", SOON, "document.querySelector('#headline')");
  }

  private void awaitHeadline(String text) throws Exception {
    browser.await(
        text, SOON, "document.querySelector('#headline')?.innerText.includes('" + text + "')");
  }

  private static String serving(String service, String regions) {
    return "document.querySelector('[aria-label=\"Service "
        + service
        + "\"] .served')?.innerText === '"
        + regions
        + "'";
  }

  /** How many bars a line of the picture has. */
  private static String bars(String lane, int count) {
    return "[...document.querySelectorAll('#history g title')].filter((each) => "
        + "each.textContent.startsWith('"
        + lane
        + ": ')).length === "
        + count;
  }

  private static String button(String label) {
    return "document.querySelector('button[aria-label=\"" + label + "\"]')";
  }

  /** Its own scripts complain of nothing, and it asks nobody but its instance. */
  private void assertQuiet() {
    assertEquals(List.of(), browser.complaints());
    List<String> elsewhere =
        browser.addresses().stream()
            .filter(each ->
                !each.startsWith(cluster.address(0)) && !each.startsWith("data:image/svg+xml"))
            .toList();
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void itShowsWhatIsServedAndFollowsAnEndpointThatBreaksWithoutAReload() throws Exception {
    start(null);
    open(0);
    awaitHeadline("All well: 2 services");
    browser.await("www", SOON, serving("www", "us-east"));
    browser.await(
        "the stream is open", SOON, "document.querySelector('#live').dataset.state === 'live'");
    assertTrue(browser.text("#votes").contains("127.79.1.10/web"), browser.text("#votes"));
    browser.evaluate("window.stayed = true");

    cluster.breakDown("us-east");
    browser.await("www fails over", SOON, serving("www", "eu-west"));
    browser.await("api is reduced", SOON, serving("api", "eu-west"));
    awaitHeadline("Clients are served");
    browser.await(
        "a reason",
        SOON,
        "document.querySelector('#votes').innerText.includes('connection refused')");
    assertTrue(browser.is("window.stayed"), "the page was not loaded anew");
    assertTrue(browser.text("#said").contains("Clients are served"), "said to screen readers too");

    cluster.heal("us-east");
    browser.await("www returns", SOON, serving("www", "us-east"));
    browser.await("the picture tells of both", SOON, bars("www", 3));
    assertTrue(browser.is("window.stayed"), "the picture came without a reload");
    assertTrue(
        browser.is(
            "document.querySelector('#history svg').getAttribute('aria-label')"
                + ".includes('www: us-east, then eu-west, then us-east')"),
        "the picture in words");
    assertTrue(
        browser.is(
            "[...document.querySelectorAll('#history g title')].some((each) => "
                + "/^www: eu-west from .* UTC to .* UTC .*us-east out/.test(each.textContent))"),
        "what a bar is, when and why");
    assertTrue(
        browser
            .evaluate("document.querySelector('#history table').textContent")
            .asString("")
            .contains("eu-west from "),
        "the same as a table");
    assertQuiet();
  }

  @Test
  void aDrainIsForeseenConfirmedAndUndoneByKeysAlone() throws Exception {
    start(null);
    open(0);
    String drain = button("Drain www us-east");
    browser.await("the button", SOON, drain);
    for (int i = 0; i < 100 && !browser.is("document.activeElement === " + drain); i++) {
      browser.press("Tab");
    }
    assertTrue(browser.is("document.activeElement === " + drain), "no way there by Tab");

    browser.press("Enter");
    browser.await("the dialog", SOON, "document.querySelector('#dialog').open");
    String foreseen = browser.text(".foresight");
    assertTrue(foreseen.contains("eu-west") && foreseen.contains("failed-over"), foreseen);
    browser.await(
        "what it would change at once",
        SOON,
        "document.querySelector('#rehearsal').innerText.includes('www goes from us-east to eu-west')");
    browser.await("the focus", SOON, "document.activeElement.id === 'reason'");
    browser.press("Enter");
    assertTrue(
        browser.is("!document.querySelector('#reason').validity.valid"), "no reason, no drain");
    assertTrue(browser.text("#outcome").isEmpty(), "nothing was sent");

    String hostile = "<b id=pwned>disk swap</b>";
    browser.type(hostile);
    browser.press("Enter");
    browser.await(
        "the outcome",
        SOON,
        "document.querySelector('#outcome').innerText.includes('drained us-east')");
    browser.press("Escape");
    browser.await("the dialog is gone", SOON, "!document.querySelector('#dialog').open");
    browser.await("www is served elsewhere", SOON, serving("www", "eu-west"));
    browser.await("api is left alone", SOON, serving("api", "us-east, eu-west"));
    browser.await(
        "who, why and how long",
        SOON,
        "document.querySelector('#overrides').innerText.includes('<b id=pwned>') && "
            + "document.querySelector('#overrides').innerText.includes('3 h 59 min left')");
    assertFalse(browser.is("document.querySelector('#pwned')"), "a reason is no markup");

    browser.await("the drain is in the picture", SOON, bars("drain us-east (www)", 1));
    assertFalse(browser.is("document.querySelector('#history b')"), "nor is it in the picture");
    String shade = "getComputedStyle(document.querySelector('#history .forced')).stroke";
    browser.prefer("light");
    String light = browser.evaluate(shade).asString("");
    browser.prefer("dark");
    assertNotEquals(light, browser.evaluate(shade).asString(""), "light and dark");

    browser.open(cluster.address(1) + "/");
    browser.await("any instance shows it", SOON, serving("www", "eu-west"));
    browser.await("and may undo it", SOON, button("Undrain www us-east"));
    // A click while the page is being renewed is none that is lost.
    browser.evaluate(
        "htmx.trigger(document.body, 'live'); " + button("Undrain www us-east") + ".click()");
    browser.await("the dialog", SOON, "document.querySelector('#reason')");
    browser.type("done");
    browser.press("Enter");
    browser.await("www returns", SOON, serving("www", "us-east"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aDrillIsTriedBegunAndStoppedFromThePageAndItsReportIsReadThere() throws Exception {
    start(null);
    open(0);
    awaitHeadline("All well");
    String drill = button("Drill www us-east");
    browser.await("the button", SOON, drill);
    browser.evaluate(drill + ".click()");
    browser.await(
        "what it would change at once",
        SOON,
        "document.querySelector('#rehearsal')?.innerText.includes('www goes from us-east to eu-west')");
    browser.await("the focus", SOON, "document.activeElement.id === 'reason'");
    browser.type("game day");
    browser.press("Enter");
    browser.await(
        "the outcome",
        SOON,
        "document.querySelector('#outcome').innerText.includes('drill of us-east')");
    assertTrue(browser.text("#outcome").contains("leeward drill --show"), browser.text("#outcome"));
    browser.press("Escape");
    browser.await("www is served elsewhere", SOON, serving("www", "eu-west"));

    String stop = button("Stop drill");
    browser.await("the way to end it", SOON, stop);
    browser.evaluate(stop + ".click()");
    browser.await(
        "what its end would change",
        SOON,
        "document.querySelector('#rehearsal')?.innerText.includes('www goes from eu-west to us-east')");
    browser.await("the focus", SOON, "document.activeElement.id === 'reason'");
    browser.type("enough");
    browser.press("Enter");
    browser.await("www returns", SOON, serving("www", "us-east"));
    browser.press("Escape");
    browser.await(
        "it is told as stopped",
        SOON,
        "document.querySelector('#drills').innerText.includes('stopped')");
    browser.evaluate("document.querySelector('#drills button').click()");
    browser.await(
        "the report",
        SOON,
        "document.querySelector('#dialog .report')?.textContent.includes('- Why: game day')");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void withATokenTheBrowserLogsInAndNoScriptCanReadIt() throws Exception {
    start(TOKEN);
    browser.open(cluster.address(0) + "/");
    browser.await("the login", SOON, "document.querySelector('#token')");
    browser.await("the focus", SOON, "document.activeElement.id === 'token'");
    browser.type("wrong");
    browser.press("Enter");
    browser.await(
        "no", SOON, "document.querySelector('#said').innerText.includes('does not know')");
    browser.type(TOKEN);
    browser.press("Enter");
    awaitHeadline("All well");
    browser.await(
        "the stream is open", SOON, "document.querySelector('#live').dataset.state === 'live'");
    assertEquals("", browser.evaluate("document.cookie").asString());

    browser.evaluate("document.querySelector('#logout').click()");
    browser.await("the login again", SOON, "document.querySelector('#token')");
    HttpResponse<String> stranger =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(cluster.address(0) + "/dashboard/now")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(401, stranger.statusCode());
  }

  @Test
  void anInstanceThatIsGoneIsSaidSo() throws Exception {
    start(null);
    open(2);
    awaitHeadline("All well");
    cluster.stop(2);
    browser.await(
        "that it is stale",
        SOON,
        "!document.querySelector('#stale').hidden && document.querySelector('#stale').innerText.includes('does not answer')");
    open(0);
    awaitHeadline("need");
    browser.await(
        "who is silent", SOON, "document.querySelector('#voters').innerText.includes('silent')");
  }
}
