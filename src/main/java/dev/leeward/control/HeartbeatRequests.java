package dev.leeward.control;

import dev.leeward.health.Heartbeat;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** Heartbeats of endpoints and jobs, each signed with its check's secret. Immutable. */
final class HeartbeatRequests {
  private final Operations operations;

  HeartbeatRequests(Operations operations) {
    this.operations = operations;
  }

  void take(RoutingContext request) {
    try {
      Heartbeat beat = read(request);
      switch (operations.heartbeat(beat)) {
        case TAKEN -> request.response().setStatusCode(204).end();
        case UNKNOWN_CHECK ->
            Replies.error(
                request,
                404,
                "unknown-check",
                "no check of type heartbeat has that name and endpoint",
                "name one of the configuration, and an endpoint of its services or *");
        case BAD_SIGNATURE ->
            Replies.error(
                request,
                403,
                "bad-signature",
                "the signature is not made of these words with the check's secret",
                "sign \"leeward-heartbeat CHECK ENDPOINT TIME\" by HMAC-SHA256, in hexadecimal");
        case OUT_OF_TIME ->
            Replies.error(
                request,
                409,
                "out-of-time",
                "the time is not near this host's, or not after that of the heartbeat before",
                "send the time of now in seconds since 1970, and look at both clocks");
      }
    } catch (CommandBody.Bad e) {
      Replies.error(
          request, 400, "bad-request", String.valueOf(e.getMessage()), "see /api/v1/openapi.yaml");
    }
  }

  private static Heartbeat read(RoutingContext request) throws CommandBody.Bad {
    CommandBody body =
        CommandBody.read(CommandRequests.body(request), Set.of("endpoint", "time", "signature"));
    return new Heartbeat(
        Optional.ofNullable(request.pathParam("check")).orElse(""),
        body.text("endpoint"),
        body.wholeNumber("time"),
        body.text("signature"));
  }
}
