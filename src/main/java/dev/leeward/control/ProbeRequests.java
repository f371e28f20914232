package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Probes on request. Immutable. */
final class ProbeRequests {
  private final Operations operations;
  private final Vertx vertx;

  ProbeRequests(Operations operations, Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
  }

  void probe(RoutingContext request) {
    try {
      CommandBody body = CommandBody.read(CommandRequests.body(request), Set.of("where", "check"));
      operations
          .probe(body.text("where"), body.optionalText("check"))
          .whenComplete((view, bug) -> vertx.runOnContext(_ -> reply(request, view, bug)));
    } catch (CommandBody.Bad e) {
      Replies.error(
          request, 400, "bad-request", String.valueOf(e.getMessage()), "see /api/v1/openapi.yaml");
    }
  }

  private static void reply(
      RoutingContext request, @Nullable Optional<ProbeView> view, @Nullable Throwable bug) {
    if (view == null) {
      request.fail(bug == null ? new IllegalStateException("a probe without a result") : bug);
    } else if (view.isPresent()) {
      Replies.json(request, 200, RecordJson.of(view.get()));
    } else {
      Replies.error(
          request,
          404,
          "nothing-probed",
          "no endpoint or name of a service is called that, or no check",
          "name an endpoint as the zone has it, or a name of a service, and a check");
    }
  }
}
