package dev.leeward.dashboard;

import dev.leeward.control.DrillsView;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last drills, each with the way to its report. Owned by one call. */
final class DrillsPart {
  private static final int MOST = 5;
  private static final int MILLIS_A_SECOND = 1000;

  private DrillsPart() {}

  static void write(Html html, DrillsView drills) {
    html.add(
        "<section id=\"drills\" aria-labelledby=\"drills-title\">\n<h2 id=\"drills-title\">Drills</h2>\n");
    if (drills.drills().isEmpty()) {
      html.add("<p>None yet. <em>Drill</em> beside a region rehearses its loss.</p>\n</section>\n");
      return;
    }
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">The last drills, newest first</caption><thead><tr>"
            + "<th scope=\"col\">Drill</th><th scope=\"col\">State</th><th scope=\"col\">Answered after</th>"
            + "<th scope=\"col\">Returned after</th><th scope=\"col\">Objective</th><th scope=\"col\">By</th>"
            + "<th scope=\"col\">Report</th></tr></thead><tbody>\n");
    drills.drills().stream().limit(MOST).forEach(each -> row(html, each));
    html.add("</tbody></table></div>\n");
    if (drills.drills().size() > MOST) {
      html.add(
          "<p class=\"facts\">{} more: <code>leeward drill --list</code>.</p>\n",
          drills.drills().size() - MOST);
    }
    html.add("</section>\n");
  }

  private static void row(Html html, Map<String, Object> drill) {
    String id = text(drill, "id");
    String state = text(drill, "state");
    html.add(
        "<tr><th scope=\"row\">{}</th><td><span class=\"pill {}\">{}</span></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"actions\">",
        id,
        tone(state),
        state,
        seconds(drill.get("answered")),
        seconds(drill.get("returned")),
        text(drill, "verdict"),
        text(drill, "by"));
    new Button(
            "Report", "Report of drill " + id, "/dashboard/drill?x=1" + Button.parameter("id", id))
        .write(html);
    html.add("</td></tr>\n");
  }

  private static String tone(String state) {
    return switch (state) {
      case "completed" -> "good";
      case "running", "returning" -> "wanted";
      case "aborted" -> "bad";
      default -> "worrying";
    };
  }

  private static String seconds(@Nullable Object seconds) {
    return seconds instanceof Number number
        ? Span.exactly(Duration.ofMillis(Math.round(number.doubleValue() * MILLIS_A_SECOND)))
        : "-";
  }

  private static String text(Map<String, Object> drill, String key) {
    Object value = drill.get(key);
    return value == null ? "" : value.toString();
  }

  /** Its Markdown reads well as it is. */
  static void dialog(Html html, String id, DrillsView.Document document) {
    html.add(
        "<header><h2 id=\"dialog-title\">Drill {}</h2></header>\n<pre class=\"report\" role=\"region\" aria-label=\"Report\" tabindex=\"0\">{}</pre>\n"
            + "<footer class=\"actions\"><button type=\"button\" data-close autofocus>Close</button></footer>\n",
        id,
        document.markdown());
  }
}
