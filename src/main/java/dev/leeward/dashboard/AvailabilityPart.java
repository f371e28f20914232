package dev.leeward.dashboard;

import dev.leeward.control.AvailabilityView;
import dev.leeward.control.AvailabilityView.AskedView;
import dev.leeward.control.AvailabilityView.BadView;
import dev.leeward.control.AvailabilityView.ServiceView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What clients get from the other instances, where these are asked. Owned by one call. */
final class AvailabilityPart {
  /** Below that somebody should look before the budget is gone. */
  private static final double LITTLE = 0.25;

  private AvailabilityPart() {}

  static void write(Html html, AvailabilityView view) {
    if (!view.enabled()) {
      return;
    }
    html.add(
        "<section id=\"availability\" aria-labelledby=\"availability-title\">\n"
            + "<h2 id=\"availability-title\">Seen from outside</h2>\n<p class=\"facts\">"
            + "What the others' public addresses answer to this instance, over {}.</p>\n",
        Span.text(view.window()));
    if (!view.observing()) {
      html.add(
          "<p class=\"banner bad\">Nobody answers this instance: nothing is counted. Look at its own"
              + " network first.</p>\n");
    }
    services(html, view);
    asked(html, view);
    html.add("</section>\n");
  }

  private static void services(Html html, AvailabilityView view) {
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">Services and their error budgets</caption>"
            + "<thead><tr><th scope=\"col\">Service</th><th scope=\"col\">Objective</th>"
            + "<th scope=\"col\">Measured</th><th scope=\"col\">Error budget left</th>"
            + "<th scope=\"col\">Burn rate, 1 h</th></tr></thead><tbody>\n");
    for (ServiceView service : view.services()) {
      html.add(
          "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td><span class=\"pill {}\">{}</span></td>"
              + "<td>{}</td></tr>\n",
          service.name(),
          percent(service.objective()),
          service.ratio() == null ? "-" : percent(service.ratio()),
          tone(service.budgetLeft()),
          String.format(Locale.ROOT, "%.1f %%", 100 * service.budgetLeft()),
          String.format(Locale.ROOT, "%.1f", service.burnRate()));
    }
    html.add("</tbody></table></div>\n");
  }

  private static void asked(Html html, AvailabilityView view) {
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">Addresses that are asked</caption>"
            + "<thead><tr><th scope=\"col\">Instance</th><th scope=\"col\">Address</th>"
            + "<th scope=\"col\">Good</th><th scope=\"col\">Not good</th>"
            + "<th scope=\"col\">Last that was not good</th></tr></thead><tbody>\n");
    for (AskedView each : view.asked()) {
      html.add(
          "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
          each.instance(),
          each.address(),
          each.good(),
          each.bad(),
          text(each.lastBad()));
    }
    html.add("</tbody></table></div>\n");
  }

  private static String text(@Nullable BadView bad) {
    return bad == null ? "-" : Span.at(bad.at()) + ": " + bad.what() + ", " + bad.question();
  }

  private static String tone(double budgetLeft) {
    return budgetLeft < 0 ? "bad" : budgetLeft < LITTLE ? "worrying" : "good";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f %%", 100 * share);
  }
}
