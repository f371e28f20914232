package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.FakeOperations;
import dev.leeward.control.Operations;
import dev.leeward.control.Site.Page;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

  /** The fake, with another status; it knows no endpoints that could be lost, so a region is. */
  private static Operations seeing(Seen seen) {
    FakeOperations fake = new FakeOperations();
    return (Operations)
        Proxy.newProxyInstance(
            Operations.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("status")) {
                return seen.view();
              }
              if (method.getName().equals("simulate")) {
                return fake.simulate(List.of("us-east"));
              }
              try {
                return method.invoke(fake, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static String guarded(
      Operations operations, String path, Map<String, String> parameters) {
    return text(new Dashboard(operations).guarded(path, parameters).orElseThrow());
  }

  private static String text(Page page) {
    return page.content();
  }

  private static String now(Seen seen) {
    return guarded(seeing(seen), "/dashboard/now", Map.of());
  }

  @Test
  void thePageSaysWhatStatusSays() {
    String page = now(new Seen().failedOver());
    assertTrue(page.contains("Clients are served; 3 things need a look"), page);
    assertTrue(page.contains("<span class=\"served\">eu-west</span>"), page);
    assertTrue(page.contains("connection refused"), page);
    assertTrue(page.contains("decided, agreed"), page);
    assertTrue(
        page.contains("<span class=\"pill good\">50.0 %</span>"), "what is left of a budget");
    assertTrue(page.contains("silent, www.example.com. A"), "what was not good from outside");
    assertTrue(page.contains("1 of the last 2 probes were healthy"), "the chart in words");
  }

  @Test
  void whatAnybodySaidIsNeverMarkup() {
    String page =
        now(
            new Seen()
                .named(HOSTILE)
                .failedOver()
                .failure(HOSTILE)
                .drained(HOSTILE, HOSTILE, HOSTILE)
                .warning(HOSTILE)
                .zoneNotReady(HOSTILE));
    assertFalse(page.contains("<img"), page);
    assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"), page);
  }

  @Test
  void aHostileNameStaysOneParameterOfAButtonsAddress() {
    Html html = new Html();
    Button.of(Action.PIN, "a&action=freeze\"#", "us east").write(html);
    assertTrue(
        html.toString()
            .contains(
                "confirm?action=pin&amp;service=a%26action%3Dfreeze%22%23&amp;region=us+east\""),
        html.toString());
  }

  @Test
  void nothingInAPageIsInlineOrFromElsewhere() {
    Dashboard dashboard = new Dashboard(new FakeOperations());
    String pages =
        text(dashboard.open("/").orElseThrow())
            + text(dashboard.open("/login").orElseThrow())
            + guarded(new FakeOperations(), "/dashboard/now", Map.of())
            + guarded(
                new FakeOperations(), "/dashboard/explain", Map.of("name", "www.example.com."))
            + confirm("action", "drain", "service", "www", "region", "us-east");
    assertFalse(
        Pattern.compile("<script(?! src=)|<style|\\sstyle=|\\son[a-z]+=|https?://")
            .matcher(pages)
            .find(),
        pages);
  }

  @Test
  void everyAssetThatAPageNamesIsServedForEver() {
    Dashboard dashboard = new Dashboard(new FakeOperations());
    Matcher assets =
        ASSET.matcher(
            text(dashboard.open("/").orElseThrow()) + text(dashboard.open("/login").orElseThrow()));
    int count = 0;
    while (assets.find()) {
      assertTrue(dashboard.open(assets.group(1)).orElseThrow().lasting(), assets.group(1));
      count++;
    }
    assertTrue(count >= 8, "only " + count);
    assertEquals(Optional.empty(), dashboard.open("/assets/0/dashboard.js"));
  }

  private static String confirm(String... pairs) {
    Map<String, String> parameters = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return guarded(seeing(new Seen()), "/dashboard/confirm", parameters);
  }

  @Test
  void aDrainIsForeseenBeforeItsReasonIsAskedFor() {
    String dialog = confirm("action", "drain", "service", "www", "region", "us-east");
    int simulated = dialog.indexOf("failed-over");
    assertTrue(simulated > 0 && simulated < dialog.indexOf("name=\"reason\" required"), dialog);
    assertTrue(dialog.contains("nothing left that works: api.example.com. A"), dialog);
    assertTrue(dialog.contains("Nothing would be decided: no quorum"), dialog);
    assertTrue(dialog.contains("data-path=\"/api/v1/drain\""), dialog);
  }

  @Test
  void everyActionAsksForAReasonAndNamesItsPath() {
    for (Action action : Action.values()) {
      String dialog = confirm("action", action.word(), "service", "www", "region", "us-east");
      assertTrue(dialog.contains("data-path=\"" + action.path() + "\""), dialog);
      assertTrue(dialog.contains("name=\"reason\" required"), dialog);
      assertEquals(action.lasts(), dialog.contains("name=\"lasts\""), action.word());
    }
  }

  @Test
  void aDrillIsForeseenLikeADrainAndMayLeaveAnswersAsTheyAre() {
    String dialog = confirm("action", "drill", "service", "www", "region", "us-east");
    assertTrue(dialog.contains("as if no endpoint of us-east worked"), dialog);
    assertTrue(dialog.contains("failed-over"), dialog);
    assertTrue(dialog.contains("name=\"shadow\""), dialog);
    assertFalse(dialog.contains("permanent"), dialog);
    assertTrue(confirm("action", "drill").contains("Not possible"));
  }

  @Test
  void aDrillsReportIsReadOnThePageAndIsNoMarkup() {
    String page = now(new Seen());
    assertTrue(page.contains("Report of drill " + FakeOperations.DRILL), page);
    assertTrue(page.contains("<td>0.1 s</td><td>0.2 s</td><td>met</td><td>ann</td>"), page);
    FakeOperations fake = new FakeOperations();
    String report = guarded(fake, "/dashboard/drill", Map.of("id", FakeOperations.DRILL));
    assertTrue(report.contains("# Drill " + FakeOperations.DRILL + ": completed"), report);
    String gone = guarded(fake, "/dashboard/drill", Map.of("id", HOSTILE));
    assertTrue(gone.contains("There is no report of a drill &lt;img"), gone);
  }

  @Test
  void whatIsNotThereCannotBeConfirmed() {
    assertTrue(confirm("action", "drain", "region", "nowhere").contains("Not possible"));
    assertTrue(confirm("action", "drain").contains("Not possible"));
    assertTrue(confirm("action", "pin", "region", "us-east").contains("Not possible"));
    assertTrue(confirm("action", "explode").contains("Not possible"));
  }

  @Test
  void aNameThatIsNoneIsExplainedAsThat() {
    Map<String, String> bad = Map.of("name", "a..b", "type", "A");
    assertTrue(guarded(new FakeOperations(), "/dashboard/explain", bad).contains("Not possible"));
    Map<String, String> outside = Map.of("name", "www.example.org.", "type", "A");
    assertTrue(guarded(new FakeOperations(), "/dashboard/explain", outside).contains("in no zone"));
  }
}
