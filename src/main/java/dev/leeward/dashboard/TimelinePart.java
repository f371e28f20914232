package dev.leeward.dashboard;

import dev.leeward.control.EventsView;
import dev.leeward.control.StatusView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened last, newest first. Owned by one call. */
final class TimelinePart {
  private TimelinePart() {}

  /** As many as a page takes. */
  private static final int ROWS = 30;

  /**
   * @param events of hours, for the picture
   */
  static void write(Html html, StatusView status, EventsView events) {
    html.add(
        "<section id=\"timeline\" aria-labelledby=\"timeline-title\">\n<h2 id=\"timeline-title\">Timeline</h2>\n");
    List<String> regions =
        status.services().stream()
            .flatMap(service -> service.regions().stream())
            .map(StatusView.RegionView::name)
            .distinct()
            .sorted()
            .toList();
    new HistoryChart(History.of(status, events.events()), regions, html).write();
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">Newest events first</caption><thead><tr>"
            + "<th scope=\"col\">At</th><th scope=\"col\">Event</th><th scope=\"col\">Of what</th>"
            + "<th scope=\"col\">What</th></tr></thead><tbody>\n");
    events.events().reversed().stream().limit(ROWS).forEach(each -> row(html, each));
    html.add("</tbody></table></div>\n");
    if (events.dropped() > 0) {
      html.add("<p class=\"facts\">{} events were not kept.</p>\n", events.dropped());
    }
    html.add("</section>\n");
  }

  private static void row(Html html, Map<String, Object> event) {
    boolean agreed = text(event, "scope").equals("agreed");
    html.add(
        "<tr><td class=\"time\">{}</td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n",
        text(event, "at").replace('T', ' '),
        text(event, "kind"),
        agreed ? ", agreed" : "",
        agreed ? text(event, "key") : text(event, "subject"),
        agreed ? agreed(event) : text(event, "text"));
  }

  private static String agreed(Map<String, Object> event) {
    StringBuilder text = new StringBuilder();
    if (text(event, "kind").equals("decided")) {
      list(event, "out", "out ", text);
      list(event, "in", "in ", text);
      list(event, "vouchers", "agreed by ", text);
    } else {
      say(text, where(event) + "by " + text(event, "by") + ": " + text(event, "reason"));
      if (!text(event, "until").isEmpty()) {
        say(text, "until " + text(event, "until").replace('T', ' '));
      }
    }
    return text.toString();
  }

  /** What the key does not say: where a service is pinned to, and what a drill takes for down. */
  private static String where(Map<String, Object> event) {
    String region = text(event, "region");
    if (region.isEmpty()) {
      return "";
    }
    if (text(event, "kind").equals("pin")) {
      return "to " + region + " ";
    }
    String service = text(event, "service");
    return text(event, "kind").contains("drill")
        ? "of " + region + (service.isEmpty() ? "" : " for " + service) + " "
        : "";
  }

  private static void list(
      Map<String, Object> event, String key, String before, StringBuilder text) {
    if (event.get(key) instanceof Collection<?> names && !names.isEmpty()) {
      say(
          text,
          before
              + List.copyOf(names).stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
  }

  private static void say(StringBuilder text, String more) {
    text.append(text.isEmpty() ? "" : "; ").append(more);
  }

  private static String text(Map<String, Object> event, String key) {
    Object value = event.get(key);
    return value == null ? "" : value.toString();
  }
}
