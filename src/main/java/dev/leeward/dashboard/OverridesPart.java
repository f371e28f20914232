package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;

/** What operators forced, by whom, why, and for how long still. Owned by one call. */
final class OverridesPart {
  private OverridesPart() {}

  static void write(Html html, StatusView status) {
    html.add(
        "<section id=\"overrides\" aria-labelledby=\"overrides-title\">\n<h2 id=\"overrides-title\">Overrides</h2>\n");
    if (status.overrides().stream().noneMatch(OverrideView::inForce)) {
      html.add("<p>None: nothing is forced.</p>\n</section>\n");
      return;
    }
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">Overrides in force</caption><thead><tr>"
            + "<th scope=\"col\">What</th><th scope=\"col\">Of what</th><th scope=\"col\">By</th>"
            + "<th scope=\"col\">Reason</th><th scope=\"col\">Since</th><th scope=\"col\">Time left</th>"
            + "<th scope=\"col\">Actions</th></tr></thead><tbody>\n");
    status.overrides().stream()
        .filter(OverrideView::inForce)
        .forEach(each -> row(html, status, each));
    html.add("</tbody></table></div>\n</section>\n");
  }

  private static void row(Html html, StatusView status, OverrideView override) {
    html.add(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"actions\">",
        override.kind(),
        Concerns.subject(override),
        override.by(),
        override.reason(),
        Span.at(override.at()),
        Span.left(status.at(), override.until()));
    String service = override.service() == null ? "" : override.service();
    String region = override.region() == null ? "" : override.region();
    switch (override.kind()) {
      case "drain" -> end(html, Action.UNDRAIN, service, region);
      case "pin" -> end(html, Action.UNPIN, service, "");
      case "freeze" -> end(html, Action.THAW, "", "");
      case "drill", "shadow-drill" -> end(html, Action.STOP_DRILL, "", "");
      default -> html.add("-");
    }
    html.add("</td></tr>\n");
  }

  /** The same address twice on a page would be the same id. */
  private static void end(Html html, Action action, String service, String region) {
    Button button = Button.of(action, service, region);
    new Button(button.text(), button.label(), button.address() + "&from=list").write(html);
  }
}
