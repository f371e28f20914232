package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** {@code /api/v1/drills}: begins and stops drills, and shows their reports. */
final class DrillRequests {
  /** As long as an override lasts by itself; a rehearsal is no way to run. */
  static final Duration LONGEST = ApiServer.DEFAULT_OVERRIDE;

  static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Operations operations;
  private final Vertx vertx;

  DrillRequests(Operations operations, Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
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

  void begin(RoutingContext request) {
    withBody(
        request,
        body -> {
          CommandBody json =
              CommandBody.read(
                  body, Set.of("region", "service", "forSeconds", "reason", "shadow", "by"));
          Duration lasts =
              Optional.ofNullable(json.optionalSeconds("forSeconds"))
                  .orElseThrow(() -> new CommandBody.Bad("forSeconds is missing"));
          if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw new CommandBody.Bad(
                "forSeconds is not from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds());
          }
          answer(
              request,
              operations.drill(
                  new Operations.Drill(
                      json.text("region"),
                      json.optionalText("service"),
                      json.text("reason"),
                      lasts,
                      json.flag("shadow"),
                      by(json, request))),
              begun -> reply(request, begun.id(), begun.result()));
        });
  }

  void stop(RoutingContext request) {
    withBody(
        request,
        body -> {
          CommandBody json = CommandBody.read(body, Set.of("reason", "by"));
          answer(
              request,
              operations.stopDrill(
                  new Operations.Release(null, json.text("reason"), by(json, request))),
              result -> reply(request, "", result));
        });
  }

  private interface Asked {
    void with(String body) throws CommandBody.Bad;
  }

  private static void withBody(RoutingContext request, Asked asked) {
    try {
      asked.with(CommandRequests.body(request));
    } catch (CommandBody.Bad e) {
      Replies.error(
          request, 400, "bad-request", String.valueOf(e.getMessage()), "see /api/v1/openapi.yaml");
    }
  }

  private <T> void answer(RoutingContext request, CompletionStage<T> result, Consumer<T> reply) {
    result.whenComplete((value, failure) ->
        vertx.runOnContext(again -> {
          if (failure == null) {
            reply.accept(value);
          } else {
            request.fail(failure);
          }
        }));
  }

  private static void reply(RoutingContext request, String id, CommandResult result) {
    switch (result) {
      case CommandResult.Accepted accepted -> {
        JsonObject json = RecordJson.of(accepted);
        Replies.json(request, 200, id.isEmpty() ? json : json.put("drill", id));
      }
      case CommandResult.Refused refused ->
          Replies.error(request, 409, refused.rule(), refused.reasons(), refused.whatToDo());
    }
  }

  private static String by(CommandBody json, RoutingContext request) throws CommandBody.Bad {
    return Guard.caller(request).by(json.optionalText("by"));
  }
}
