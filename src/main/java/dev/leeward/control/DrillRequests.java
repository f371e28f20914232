package dev.leeward.control;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/drills}: shows their reports, and reads what begins and stops them. */
final class DrillRequests {
  /** As long as an override lasts by itself; a rehearsal is no way to run. */
  static final Duration LONGEST = ApiServer.DEFAULT_OVERRIDE;

  static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Operations operations;

  DrillRequests(Operations operations) {
    this.operations = operations;
  }

  void list(RoutingContext request) {
    Replies.json(request, 200, RecordJson.of(operations.drills()));
  }

  void show(RoutingContext request) {
    String id = String.valueOf(request.pathParam("id"));
    operations
        .drillReport(id)
        .ifPresentOrElse(
            document -> Replies.json(request, 200, RecordJson.of(document)),
            () ->
                Replies.error(
                    request,
                    404,
                    "no-such-drill",
                    "there is no report of a drill " + id,
                    "see /api/v1/drills"));
  }

  static CompletionStage<CommandResult> begin(CommandBody json, String by, Commands commands)
      throws CommandBody.Bad {
    json.onlyHas("region", "service", "forSeconds", "reason", "shadow", "by");
    Duration lasts = json.optionalSeconds("forSeconds");
    if (lasts == null) {
      throw new CommandBody.Bad("forSeconds is missing");
    }
    if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
      throw new CommandBody.Bad(
          "forSeconds is not from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds());
    }
    return commands.drill(
        new Commands.Drill(
            json.text("region"),
            json.optionalText("service"),
            json.text("reason"),
            lasts,
            json.flag("shadow"),
            by));
  }

  static CompletionStage<CommandResult> stop(CommandBody json, String by, Commands commands)
      throws CommandBody.Bad {
    json.onlyHas("reason", "by");
    return commands.stopDrill(new Commands.Release(null, json.text("reason"), by));
  }
}
