package dev.leeward.dashboard;

import dev.leeward.control.ExplainView;
import java.util.List;

/** Why an answer is as it is, for people. Owned by one call. */
final class ExplainDialog {
  private ExplainDialog() {}

  static void write(Html html, ExplainView view) {
    html.add(
        "<header><h2 id=\"dialog-title\">Why {} {} is answered so</h2></header>\n",
        view.name(),
        view.type());
    html.add("<pre>");
    view.answers().forEach(each -> html.add("{}\n", each));
    html.add("</pre>\n");
    if (view.service() != null) {
      html.add("<p>{}</p>\n", view.service().explanation());
    }
    html.add(
        "<h3>Rules, in the order in which they are applied</h3>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Rule</th>"
            + "<th scope=\"col\">Of what</th><th scope=\"col\">Effect</th><th scope=\"col\">Because</th></tr></thead><tbody>\n");
    view.rules()
        .forEach(rule ->
            html.add(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                rule.rule(),
                rule.subject(),
                rule.effect(),
                rule.text()));
    html.add("</tbody></table></div>\n");
    list(html, "Agreed by", view.certificate());
    list(html, "What they saw when they agreed", view.evidence());
    html.add(
        "<footer class=\"actions\"><button type=\"button\" data-close autofocus>Close</button></footer>\n");
  }

  private static void list(Html html, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      html.add("<h3>{}</h3>\n<ul>", title);
      lines.forEach(each -> html.add("<li>{}</li>", each));
      html.add("</ul>\n");
    }
  }
}
