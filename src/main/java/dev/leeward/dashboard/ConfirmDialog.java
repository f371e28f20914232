package dev.leeward.dashboard;

import dev.leeward.control.Operations;
import dev.leeward.control.SimulateView;
import dev.leeward.control.SimulateView.ServiceProspect;
import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.failover.Loss;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Before a change: what it would do, by the rules that will do it, and a reason. Owned by one call.
 *
 * @param service empty for all
 * @param region empty where it is about none
 */
record ConfirmDialog(
    Operations operations, StatusView status, Action action, String service, String region) {
  boolean isPossible() {
    boolean knowsService =
        service.isEmpty()
            ? !action.needsService()
            : status.services().stream().anyMatch(each -> each.name().equals(service));
    boolean knowsRegion =
        region.isEmpty()
            ? !action.needsRegion()
            : status.services().stream()
                .flatMap(each -> each.regions().stream())
                .anyMatch(each -> each.name().equals(region));
    return knowsService && knowsRegion;
  }

  void write(Html html) {
    html.add("<header><h2 id=\"dialog-title\">{}</h2></header>\n<p>{}</p>\n", title(), meaning());
    foresee(html);
    html.add(
        "<form id=\"act\" data-path=\"{}\">\n<div id=\"rehearsal\" role=\"status\"></div>\n",
        action.path());
    if (action == Action.PIN || action == Action.UNPIN || action == Action.FAILBACK) {
      hidden(html, "service", service);
    } else if (action.needsRegion()) {
      scope(html);
    }
    if (action.needsRegion()) {
      hidden(html, "region", region);
    }
    html.add(
        "<label for=\"reason\">Reason</label><input id=\"reason\" name=\"reason\" required maxlength=\"500\" autocomplete=\"off\" aria-describedby=\"reason-help\">"
            + "<small id=\"reason-help\">Everybody sees it, on every instance, as long as it lasts.</small>\n"
            + "<label for=\"by\">Your name</label><input id=\"by\" name=\"by\" maxlength=\"100\" autocomplete=\"nickname\">\n");
    if (action == Action.DRILL) {
      html.add(
          """
          <label for="lasts">Ends by itself after</label>
          <select id="lasts" name="lasts">
            <option value="60">1 minute</option>
            <option value="300" selected>5 minutes</option>
            <option value="1800">30 minutes</option>
          </select>
          <label for="shadow">Answers</label>
          <select id="shadow" name="shadow">
            <option value="" selected>change as in a real failure</option>
            <option value="true">stay as they are: decide and time it only</option>
          </select>
          """);
    } else if (action.lasts()) {
      html.add(
          """
          <label for="lasts">Ends by itself after</label>
          <select id="lasts" name="lasts">
            <option value="1800">30 minutes</option>
            <option value="14400" selected>4 hours</option>
            <option value="86400">1 day</option>
            <option value="permanent">not at all</option>
          </select>
          """);
    }
    html.add(
        """
        <div id="outcome" role="status" aria-live="polite"></div>
        <footer class="actions">
          <button type="button" class="secondary outline" data-close>Cancel</button>
          <button type="submit" id="do">{}</button>
        </footer>
        </form>
        """,
        title());
  }

  private String title() {
    return switch (action) {
      case DRAIN, UNDRAIN, DRILL -> action.title() + " " + region;
      case PIN -> "Pin " + service + " to " + region;
      case UNPIN, FAILBACK -> action.title() + " " + service;
      case FREEZE, THAW, STOP_DRILL -> action.title();
    };
  }

  private String meaning() {
    return switch (action) {
      case DRAIN ->
          "Takes "
              + region
              + " out of the answers, whatever its health. Caches follow as what they were told ends; an answer now says "
              + longestTtl()
              + " s.";
      case UNDRAIN ->
          region + " may be served again. It is, where it is in and its turn by the policy.";
      case PIN ->
          service
              + " is served from "
              + region
              + " alone, whatever its health: while it is pinned nothing fails over. "
              + health();
      case UNPIN -> service + " goes back to what is decided for it.";
      case FREEZE ->
          "No instance decides anything by itself: no failure is followed until it is thawed. Drains and pins still act.";
      case THAW -> "Instances decide again, at once, on what they see now.";
      case FAILBACK ->
          "Regions of " + service + " that wait for an operator may return once they are healthy.";
      case DRILL ->
          "Takes "
              + region
              + " for down on every instance for a while, times their answers, brings it back, and writes a report."
              + " It ends early by itself when a rule or a standby's health would break.";
      case STOP_DRILL -> "The region that is rehearsed to be down comes back at once.";
    };
  }

  private long longestTtl() {
    return status.services().stream()
        .filter(this::isMeant)
        .mapToLong(ServiceView::ttl)
        .max()
        .orElse(0);
  }

  private String health() {
    List<String> sick =
        regions(service).stream()
            .filter(each -> each.name().equals(region))
            .flatMap(each -> Endpoints.of(status, each).stream())
            .filter(each -> !each.verdict().equals("up"))
            .map(each -> each.id() + " is " + each.verdict())
            .toList();
    return sick.isEmpty()
        ? "All of its targets are up."
        : "Beware: " + String.join(", ", sick) + ".";
  }

  private boolean isMeant(ServiceView each) {
    return service.isEmpty() || each.name().equals(service);
  }

  private List<RegionView> regions(String name) {
    return status.services().stream()
        .filter(each -> name.isEmpty() || each.name().equals(name))
        .flatMap(each -> each.regions().stream())
        .toList();
  }

  /** What is imagined to be gone: a drained region's endpoints, and with a pin all others. */
  private Set<String> lost() {
    return switch (action) {
      case DRAIN, DRILL -> endpoints(true);
      case PIN -> endpoints(false);
      case UNDRAIN, UNPIN, FREEZE, THAW, FAILBACK, STOP_DRILL -> Set.of();
    };
  }

  private Set<String> endpoints(boolean ofRegion) {
    return regions(service).stream()
        .filter(each -> each.name().equals(region) == ofRegion)
        .flatMap(each -> Endpoints.of(status, each).stream())
        .map(Endpoints::endpoint)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void foresee(Html html) {
    html.add(
        "<section class=\"foresight\" aria-labelledby=\"foresight-title\"><h3 id=\"foresight-title\">{}</h3>\n",
        question());
    try {
      SimulateView view = operations.simulate(List.copyOf(lost()));
      if (!view.decides()) {
        html.add(
            "<p class=\"banner wanted\">{}</p>\n", "Nothing would be decided: " + view.reason());
      }
      html.add(
          "<table><caption class=\"hidden\">What services would serve</caption><thead><tr><th scope=\"col\">Service</th>"
              + "<th scope=\"col\">Serves now</th><th scope=\"col\">Would serve</th><th scope=\"col\">Why</th></tr></thead><tbody>\n");
      List<ServiceProspect> meant =
          view.services().stream()
              .filter(each -> service.isEmpty() || each.name().equals(service))
              .toList();
      meant.forEach(each ->
          html.add(
              "<tr><th scope=\"row\">{}</th><td>{}</td><td><strong>{}</strong></td><td>{}</td></tr>\n",
              each.name(),
              String.join(", ", each.before()),
              String.join(", ", each.after()),
              each.reason()));
      html.add("</tbody></table>\n<ul class=\"concerns\">\n");
      meant.forEach(each -> {
        warn(html, each.name(), "refused: ", each.refused());
        warn(html, each.name(), "nothing left that works: ", each.dead());
        warn(html, each.name(), "that region has none: ", each.empty());
      });
      html.add("</ul>\n");
    } catch (Loss.UnknownException e) {
      html.add("<p>{}</p>\n", "This cannot be foreseen: " + e.getMessage());
    }
    html.add("</section>\n");
  }

  private String question() {
    return switch (action) {
      case DRAIN, DRILL -> "Simulated: as if no endpoint of " + region + " worked";
      case PIN -> "Simulated: as if only " + region + " worked";
      case UNDRAIN, UNPIN, FREEZE, THAW, FAILBACK, STOP_DRILL ->
          "Simulated: the rules on what is seen now";
    };
  }

  private static void warn(Html html, String name, String what, List<String> all) {
    all.forEach(each ->
        html.add(
            "<li class=\"bad\"><span class=\"pill\">beware</span> <strong>{}</strong> {}</li>\n",
            name,
            what + each));
  }

  private void scope(Html html) {
    if (service.isEmpty()) {
      return;
    }
    if (action == Action.UNDRAIN) {
      hidden(html, "service", service);
      return;
    }
    html.add(
        "<label for=\"scope\">For</label><select id=\"scope\" name=\"service\">"
            + "<option value=\"{}\" selected>{} only</option><option value=\"\">every service</option></select>\n",
        service,
        service);
  }

  private static void hidden(Html html, String name, String value) {
    if (!value.isEmpty()) {
      html.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name, value);
    }
  }
}
