package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes over HTTP: each with a reason, on condition of a ledger if the request says so, or only
 * for show. Immutable.
 */
final class CommandRequests {
  private static final String DRY_RUN = "dry-run";
  private static final String ETAGS = "\\s*(W/)?\"[^\"]*\"\\s*(,\\s*(W/)?\"[^\"]*\"\\s*)*";

  private final Operations operations;
  private final Vertx vertx;

  CommandRequests(Operations operations, Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
  }

  void route(Router router) {
    router.post("/api/v1/drain").handler(request -> run(request, CommandRequests::drain));
    router.post("/api/v1/undrain").handler(request -> run(request, CommandRequests::undrain));
    router.post("/api/v1/pin").handler(request -> run(request, CommandRequests::pin));
    router
        .post("/api/v1/unpin")
        .handler(
            request -> run(request, (json, by, commands) -> commands.unpin(ofService(json, by))));
    router.post("/api/v1/freeze").handler(request -> run(request, CommandRequests::freeze));
    router.post("/api/v1/thaw").handler(request -> run(request, CommandRequests::thaw));
    router
        .post("/api/v1/failback")
        .handler(request ->
            run(request, (json, by, commands) -> commands.failback(ofService(json, by))));
    router.post("/api/v1/reload").handler(request -> run(request, CommandRequests::reload));
    router.post("/api/v1/drills").handler(request -> run(request, DrillRequests::begin));
    router.post("/api/v1/drills/stop").handler(request -> run(request, DrillRequests::stop));
  }

  /** From a request's body to what came of it. */
  private interface Command {
    CompletionStage<CommandResult> run(CommandBody json, String by, Commands commands)
        throws CommandBody.Bad;
  }

  private void run(RoutingContext request, Command command) {
    Caller caller = Guard.caller(request);
    try {
      CommandBody json = CommandBody.read(body(request));
      if (json.forces() && !caller.role().covers(Role.ADMIN)) {
        Guard.refuseRole(request, caller, Role.ADMIN, "force");
        return;
      }
      Commands.Conditions conditions = conditions(request);
      command
          .run(json, caller.by(json.optionalText("by")), operations.under(conditions))
          .whenComplete(
              (result, failure) -> vertx.runOnContext(again -> reply(request, result, failure)));
    } catch (CommandBody.Bad e) {
      Replies.error(
          request, 400, "bad-request", String.valueOf(e.getMessage()), "see /api/v1/openapi.yaml");
    }
  }

  static String body(RoutingContext request) {
    return request.body().buffer() == null
        ? ""
        : request.body().buffer().toString(StandardCharsets.UTF_8);
  }

  private static Commands.Conditions conditions(RoutingContext request) throws CommandBody.Bad {
    String dryRun = request.request().getParam(DRY_RUN, "false");
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      throw new CommandBody.Bad(DRY_RUN + " is neither true nor false");
    }
    return new Commands.Conditions(dryRun.equals("true"), ledgers(request));
  }

  /** RFC 9110 section 13.1.1; a weak tag never matches. */
  private static @Nullable Set<String> ledgers(RoutingContext request) throws CommandBody.Bad {
    String given = request.request().getHeader(HttpHeaders.IF_MATCH);
    if (given == null || given.strip().equals("*")) {
      return null;
    }
    if (!given.matches(ETAGS)) {
      throw new CommandBody.Bad("If-Match is no entity tag in quotes");
    }
    return Arrays.stream(given.split(",", -1))
        .map(String::strip)
        .filter(each -> each.startsWith("\""))
        .map(each -> each.substring(1, each.length() - 1))
        .collect(Collectors.toSet());
  }

  private static void reply(
      RoutingContext request, @Nullable CommandResult result, @Nullable Throwable failure) {
    if (result == null) {
      request.fail(
          failure == null ? new IllegalStateException("a command without a result") : failure);
      return;
    }
    switch (result) {
      case CommandResult.Accepted accepted -> {
        CommandResult.Standing now = accepted.dryRun() ? accepted.before() : accepted.after();
        if (now != null) {
          Replies.tag(request, now.ledger());
        }
        Replies.json(request, 200, RecordJson.of(accepted));
      }
      case CommandResult.Refused refused ->
          Replies.error(
              request,
              refused.rule().equals(CommandResult.LEDGER_CHANGED) ? 412 : 409,
              refused.rule(),
              refused.reasons(),
              refused.whatToDo());
    }
  }

  private static CompletionStage<CommandResult> drain(
      CommandBody json, String by, Commands commands) throws CommandBody.Bad {
    json.onlyHas("region", "service", "reason", "forSeconds", "permanent", "force", "by");
    return commands.drain(
        new Commands.Drain(
            json.text("region"),
            json.optionalText("service"),
            json.text("reason"),
            lasts(json),
            json.optionalText("force"),
            by));
  }

  private static CompletionStage<CommandResult> undrain(
      CommandBody json, String by, Commands commands) throws CommandBody.Bad {
    json.onlyHas("region", "service", "reason", "by");
    return commands.undrain(
        new Commands.Undrain(
            json.text("region"), json.optionalText("service"), json.text("reason"), by));
  }

  private static CompletionStage<CommandResult> pin(CommandBody json, String by, Commands commands)
      throws CommandBody.Bad {
    json.onlyHas("service", "region", "reason", "forSeconds", "permanent", "by");
    return commands.pin(
        new Commands.Pin(
            json.text("service"), json.text("region"), json.text("reason"), lasts(json), by));
  }

  private static CompletionStage<CommandResult> freeze(
      CommandBody json, String by, Commands commands) throws CommandBody.Bad {
    json.onlyHas("reason", "forSeconds", "permanent", "by");
    return commands.freeze(new Commands.Freeze(json.text("reason"), lasts(json), by));
  }

  private static CompletionStage<CommandResult> thaw(CommandBody json, String by, Commands commands)
      throws CommandBody.Bad {
    json.onlyHas("reason", "by");
    return commands.thaw(new Commands.Release(null, json.text("reason"), by));
  }

  private static Commands.Release ofService(CommandBody json, String by) throws CommandBody.Bad {
    json.onlyHas("service", "reason", "by");
    return new Commands.Release(json.text("service"), json.text("reason"), by);
  }

  private static CompletionStage<CommandResult> reload(
      CommandBody json, String by, Commands commands) throws CommandBody.Bad {
    json.onlyHas("force", "reason", "by");
    return commands.reload(new Commands.Reload(json.flag("force"), json.text("reason"), by));
  }

  /** Null for permanent. */
  private static @Nullable Duration lasts(CommandBody json) throws CommandBody.Bad {
    Duration lasts = json.optionalSeconds("forSeconds");
    boolean permanent = json.flag("permanent");
    if (permanent && lasts != null) {
      throw new CommandBody.Bad("permanent and forSeconds exclude each other");
    }
    return permanent ? null : lasts == null ? ApiServer.DEFAULT_OVERRIDE : lasts;
  }
}
