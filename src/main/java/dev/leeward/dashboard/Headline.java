package dev.leeward.dashboard;

import dev.leeward.control.NotificationsView;
import dev.leeward.control.StatusView;
import dev.leeward.dashboard.Concern.Weight;
import java.util.List;
import java.util.Locale;

/** The first lines: whether anybody must do anything. Owned by one call. */
final class Headline {
  private Headline() {}

  static void write(Html html, StatusView status, NotificationsView notifications) {
    List<Concern> concerns = Concerns.of(status, notifications);
    String summary = summary(status, concerns);
    html.add(
        "<section aria-labelledby=\"headline\" class=\"banner {}\">\n<h1 id=\"headline\" data-who=\"{}\">{}</h1>\n",
        tone(concerns),
        status.instance() + " (" + status.cluster() + ")",
        summary);
    if (!concerns.isEmpty()) {
      html.add("<ul class=\"concerns\">\n");
      concerns.forEach(each ->
          html.add(
              "<li class=\"{}\"><span class=\"pill\">{}</span> <strong>{}</strong> <span>{}.</span> <em>{}.</em></li>\n",
              css(each.weight()),
              each.weight().word(),
              each.subject(),
              each.what(),
              each.todo()));
      html.add("</ul>\n");
    }
    html.add("</section>\n");
  }

  private static String summary(StatusView status, List<Concern> concerns) {
    long bad = count(concerns, Weight.BAD);
    long worrying = count(concerns, Weight.WORRYING);
    if (bad > 0) {
      return bad + (bad == 1 ? " thing is wrong" : " things are wrong");
    }
    if (worrying > 0) {
      return "Clients are served; "
          + worrying
          + (worrying == 1 ? " thing needs" : " things need")
          + " a look";
    }
    int services = status.services().size();
    return "All well: "
        + services
        + (services == 1 ? " service" : " services")
        + " served as meant";
  }

  private static long count(List<Concern> concerns, Weight weight) {
    return concerns.stream().filter(each -> each.weight() == weight).count();
  }

  private static String tone(List<Concern> concerns) {
    return concerns.isEmpty() ? "good" : css(concerns.getFirst().weight());
  }

  private static String css(Weight weight) {
    return weight.name().toLowerCase(Locale.ROOT);
  }
}
