package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.OverrideView;
import dev.leeward.control.StatusView.RecordView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.ServiceView;
import dev.leeward.control.StatusView.TargetView;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Each service: what it serves, why, and its regions. Owned by one call. */
final class ServicesPart {
  private final StatusView status;
  private final Html html;

  ServicesPart(StatusView status, Html html) {
    this.status = status;
    this.html = html;
  }

  void write() {
    html.add("<section id=\"services\" aria-labelledby=\"services-title\">\n");
    html.add("<div class=\"row\"><h2 id=\"services-title\">Services</h2><div class=\"actions\">\n");
    boolean frozen =
        status.overrides().stream()
            .anyMatch(each -> each.inForce() && each.kind().equals("freeze"));
    Button.of(frozen ? Action.THAW : Action.FREEZE, "", "").write(html);
    html.add("</div></div>\n");
    if (status.services().isEmpty()) {
      html.add("<p>No service is configured: zones are served as they are.</p>\n");
    }
    status.services().forEach(this::service);
    html.add("</section>\n");
  }

  private void service(ServiceView service) {
    boolean pinned = overridden("pin", service.name(), null);
    html.add(
        "<article class=\"service\" aria-label=\"Service {}\">\n<header class=\"row\"><div>"
            + "<h3>{} <span class=\"arrow\" aria-hidden=\"true\">&rarr;</span> <span class=\"served\">{}</span></h3>\n"
            + "<p class=\"why\"><span class=\"pill {}\">{}</span> {}</p></div>\n<div class=\"actions\">",
        service.name(),
        service.name(),
        service.served().isEmpty() ? "nothing steered" : String.join(", ", service.served()),
        tone(service.reason()),
        service.reason(),
        Concerns.explanation(service));
    why(service);
    if (pinned) {
      Button.of(Action.UNPIN, service.name(), "").write(html);
    }
    if (service.regions().stream().anyMatch(each -> !each.in())) {
      Button.of(Action.FAILBACK, service.name(), "").write(html);
    }
    html.add("</div></header>\n");
    html.add(
        "<p class=\"facts\">{} &middot; policy {} &middot; TTL {} s ({}) &middot; term {}{}</p>\n",
        String.join(" ", service.names()),
        service.policy(),
        service.ttl(),
        service.ttlReason(),
        service.term(),
        service.since() == null ? "" : ", agreed " + Span.at(service.since()));
    html.add(
        "<div class=\"wide\"><table><caption class=\"hidden\">Regions of {}</caption><thead><tr>"
            + "<th scope=\"col\">Region</th><th scope=\"col\">State</th><th scope=\"col\">Targets</th>"
            + "<th scope=\"col\">Records</th><th scope=\"col\">Actions</th></tr></thead><tbody>\n",
        service.name());
    service.regions().forEach(region -> region(service, region));
    html.add("</tbody></table></div>\n</article>\n");
  }

  private void why(ServiceView service) {
    service.regions().stream()
        .flatMap(each -> each.records().stream())
        .findFirst()
        .map(each -> each.id().split(" ", 3))
        .filter(words -> words.length == 3)
        .ifPresent(words ->
            new Button(
                    "Why?",
                    "Why " + service.name() + " is served so",
                    "/dashboard/explain?x=1"
                        + Button.parameter("name", words[0])
                        + Button.parameter("type", words[1]))
                .write(html));
  }

  private static String tone(String reason) {
    return switch (reason) {
      case "first-choice", "everywhere" -> "good";
      case "failed-over", "reduced" -> "worrying";
      case "pinned" -> "wanted";
      default -> "bad";
    };
  }

  private void region(ServiceView service, RegionView region) {
    html.add("<tr><th scope=\"row\">{}</th><td>", region.name());
    if (region.served()) {
      pill("good", "served");
    }
    if (region.drained()) {
      pill("wanted", "drained");
    }
    pill(region.in() ? "quiet" : "bad", region.in() ? "in" : "out");
    if (region.since() != null) {
      html.add(" <small>since {}</small>", Span.at(region.since()));
    }
    html.add("</td><td>");
    targets(region);
    html.add("</td><td><ul class=\"plain\">");
    region.records().forEach(this::record);
    html.add("</ul></td><td class=\"actions\">");
    buttons(service, region);
    html.add("</td></tr>\n");
  }

  private void buttons(ServiceView service, RegionView region) {
    boolean everywhere = overridden("drain", null, region.name());
    if (everywhere) {
      Button.of(Action.UNDRAIN, "", region.name()).write(html);
    } else if (overridden("drain", service.name(), region.name())) {
      Button.of(Action.UNDRAIN, service.name(), region.name()).write(html);
    } else {
      Button.of(Action.DRAIN, service.name(), region.name()).write(html);
      if (region.in() && !region.records().isEmpty()) {
        Button.of(Action.DRILL, service.name(), region.name()).write(html);
      }
    }
    if (!region.records().isEmpty()) {
      Button.of(Action.PIN, service.name(), region.name()).write(html);
    }
  }

  private boolean overridden(String kind, @Nullable String service, @Nullable String region) {
    return status.overrides().stream()
        .filter(OverrideView::inForce)
        .filter(each -> each.kind().equals(kind))
        .filter(each -> region == null || region.equals(each.region()))
        .anyMatch(each -> Objects.equals(service, each.service()));
  }

  private void pill(String tone, String text) {
    html.add("<span class=\"pill {}\">{}</span> ", tone, text);
  }

  private void targets(RegionView region) {
    List<TargetView> targets = Endpoints.of(status, region);
    long up = targets.stream().filter(each -> each.verdict().equals("up")).count();
    if (targets.isEmpty()) {
      html.add("none");
      return;
    }
    html.add("{} of {} up", up, targets.size());
    String others =
        targets.stream()
            .filter(each -> !each.verdict().equals("up"))
            .map(each -> each.id() + " " + each.verdict())
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      html.add("<br><small>{}</small>", others);
    }
  }

  private void record(RecordView record) {
    if (record.withdrawn() == null) {
      html.add("<li><code>{}</code></li>", record.id());
    } else {
      html.add(
          "<li><code class=\"{}\">{}</code> <small>{}</small></li>",
          record.withdrawn().equals("standby") ? "rest" : "gone",
          record.id(),
          record.withdrawn());
    }
  }
}
