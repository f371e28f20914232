package dev.leeward.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "events", description = "the timeline: what changed, when, why, by whom")
final class EventsCommand extends ClientCommand {
  private static final String PATH = "/api/v1/events";
  private static final String PAGE = "500";
  private static final String PATIENCE_SECONDS = "25";

  @Option(names = "--follow", description = "go on with what happens, until interrupted")
  boolean follow;

  @Option(
      names = "--since",
      paramLabel = "D",
      converter = Seconds.Converter.class,
      description = "only those of the last 10m, 4h, 2d; without it the newest hundred")
  @Nullable Seconds since;

  @Option(names = "--service", paramLabel = "S", description = "only what is about this service")
  @Nullable String service;

  @Option(names = "--verify", description = "whether each line follows from the one before")
  boolean verify;

  private long next;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return verify ? api.get(PATH + "/verify", Map.of()) : api.get(PATH, first());
  }

  private Map<String, String> first() {
    return since == null ? Map.of() : Map.of("after", "0", "limit", PAGE);
  }

  @Override
  String text(JsonNode answer) {
    return verify
        ? EventsText.ofChain(answer)
        : EventsText.of(answer.path("events"), this::isMeant);
  }

  private boolean isMeant(JsonNode event) {
    boolean isLate =
        since == null
            || Instant.parse(event.path("at").asString(Instant.EPOCH.toString()))
                .isAfter(Instant.now().minusMillis((long) (since.value() * 1000)));
    return isLate && (service == null || isAbout(event, service));
  }

  /** An override without a service is about all of them. */
  private static boolean isAbout(JsonNode event, String service) {
    return event.path("scope").asString("").equals("agreed")
        ? Objects.equals(event.path("service").asString(service), service)
        : event.path("subject").asString("").equals(service);
  }

  @Override
  public Integer call() {
    if (verify && (follow || since != null || service != null)) {
      throw Misuse.of(
          spec.commandLine(),
          "--verify looks at all of it; give no --follow, --since or --service");
    }
    try {
      ApiClient.Answer answer = ask();
      int code = show(answer);
      if (verify && answer.isDone()) {
        return answer.json().path("sound").asBoolean(false) ? code : ExitCode.REFUSED;
      }
      while (!verify && answer.isDone() && hasMore(answer)) {
        answer = api.get(PATH, rest());
        code = show(answer);
      }
      return code;
    } catch (ApiClient.NoAnswer e) {
      spec.commandLine().getErr().println("leeward: " + e.getMessage());
      return ExitCode.NO_ANSWER;
    }
  }

  private boolean hasMore(ApiClient.Answer answer) {
    answer.json().path("events").forEach(event -> next = event.path("sequence").asLong(next));
    return follow || next < answer.json().path("last").asLong(0) && since != null;
  }

  private Map<String, String> rest() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("after", Long.toString(next));
    parameters.put("limit", PAGE);
    if (follow) {
      parameters.put("wait", PATIENCE_SECONDS);
    }
    return parameters;
  }

  /** In JSON too one event a line: a stream has no end to close a list at. */
  @Override
  int show(ApiClient.Answer answer) {
    if (!api.json || verify || !answer.isDone()) {
      return super.show(answer);
    }
    answer
        .json()
        .path("events")
        .forEach(event -> {
          if (isMeant(event)) {
            out().println(event);
          }
        });
    out().flush();
    return ExitCode.DONE;
  }
}
