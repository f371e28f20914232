package dev.leeward.dashboard;

import dev.leeward.control.EventsView;
import dev.leeward.control.Operations;
import dev.leeward.control.Operations.EventsQuery;
import dev.leeward.control.Site;
import dev.leeward.control.StatusView;
import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The pages at {@code /}. They only show: a change is the browser's own request to the API, so that
 * whoever may do it, what it needs and what is written down of it is decided in one place.
 * Immutable.
 */
public final class Dashboard implements Site {
  private static final String HTML = "text/html; charset=utf-8";

  /** Those of hours, mostly; all are at hand without a file being read. */
  private static final int EVENTS = 500;

  private static final long LONGEST_ANSWER_SECONDS = 5;

  private final Operations operations;
  private final Assets assets = new Assets();
  private final Shell shell = new Shell(assets);

  public Dashboard(Operations operations) {
    this.operations = operations;
  }

  @Override
  public Optional<Page> open(String path) {
    return switch (path) {
      case "/" -> Optional.of(page(200, shell.dashboard()));
      case "/login" -> Optional.of(page(200, shell.login()));
      default -> assets.at(path);
    };
  }

  @Override
  public Optional<Page> guarded(String path, Map<String, String> parameters) {
    return switch (path) {
      case "/dashboard/now" -> Optional.of(page(200, now()));
      case "/dashboard/confirm" -> Optional.of(confirm(parameters));
      case "/dashboard/explain" -> Optional.of(explain(parameters));
      case "/dashboard/drill" -> Optional.of(drill(parameters.getOrDefault("id", "")));
      default -> Optional.empty();
    };
  }

  private static Page page(int status, String html) {
    return new Page(status, HTML, html, false);
  }

  private String now() {
    StatusView status = operations.status();
    Html html = new Html();
    Headline.write(html, status, operations.notifications());
    new ServicesPart(status, html).write();
    new VotesPart(status, operations.targets(), Evidence.of(status, operations), html).write();
    new InstancesPart(status, html).write();
    AvailabilityPart.write(html, operations.availability());
    OverridesPart.write(html, status);
    DrillsPart.write(html, operations.drills());
    TimelinePart.write(html, status, events());
    return html.toString();
  }

  private EventsView events() {
    return operations
        .events(new EventsQuery(null, EVENTS, Duration.ZERO))
        .toCompletableFuture()
        .orTimeout(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Page confirm(Map<String, String> parameters) {
    StatusView status = operations.status();
    return Action.of(parameters.getOrDefault("action", ""))
        .map(action ->
            new ConfirmDialog(
                operations,
                status,
                action,
                parameters.getOrDefault("service", ""),
                parameters.getOrDefault("region", "")))
        .filter(ConfirmDialog::isPossible)
        .map(dialog -> {
          Html html = new Html();
          dialog.write(html);
          return page(200, html.toString());
        })
        .orElseGet(() -> gone("There is no such action, service or region any more"));
  }

  private Page drill(String id) {
    return operations
        .drillReport(id)
        .map(document -> {
          Html html = new Html();
          DrillsPart.dialog(html, id, document);
          return page(200, html.toString());
        })
        .orElseGet(() -> gone("There is no report of a drill " + id));
  }

  private Page explain(Map<String, String> parameters) {
    try {
      Name name = Name.parse(parameters.getOrDefault("name", "."));
      RecordType type = RecordType.parse(parameters.getOrDefault("type", "A"));
      return operations
          .explain(name, type)
          .map(view -> {
            Html html = new Html();
            ExplainDialog.write(html, view);
            return page(200, html.toString());
          })
          .orElseGet(() -> gone(name + " is in no zone that is served here"));
    } catch (IllegalArgumentException e) {
      return gone(String.valueOf(e.getMessage()));
    }
  }

  private static Page gone(String what) {
    Html html = new Html();
    html.add(
        "<header><h2 id=\"dialog-title\">Not possible</h2></header><p>{}.</p><footer class=\"actions\">"
            + "<button type=\"button\" data-close>Close</button></footer>\n",
        what);
    return page(200, html.toString());
  }
}
