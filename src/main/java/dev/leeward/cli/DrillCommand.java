package dev.leeward.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "drill",
    description =
        "rehearse a failover: a region is declared down, timed on every instance and brought back")
final class DrillCommand extends ClientCommand {
  /** In place of a new drill. */
  static final class Instead {
    @Option(names = "--list", description = "the drills that are kept")
    boolean list;

    @Option(names = "--show", paramLabel = "ID", description = "the report of one")
    @Nullable String show;

    @Option(names = "--stop", description = "end the drill that runs; --reason says why")
    boolean stop;
  }

  private static final String PATH = "/api/v1/drills";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameters(index = "0", arity = "0..1", paramLabel = "REGION", description = "a region")
  @Nullable String region;

  @Option(
      names = "--for",
      paramLabel = "D",
      converter = Seconds.OfDrill.class,
      description = "how long, as 2m; from 1s to 4h")
  @Nullable Seconds lasts;

  @Option(names = "--reason", paramLabel = "R", description = "why")
  @Nullable String reason;

  @Option(names = "--service", paramLabel = "S", description = "only this service")
  @Nullable String service;

  @Option(names = "--shadow", description = "decide and time it, and change no answer")
  boolean shadow;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "keep the report there: JSON where the name ends in .json, else Markdown")
  @Nullable Path out;

  @ArgGroup Instead instead = new Instead();

  @Mixin final ChangeOptions change = new ChangeOptions();

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    if (change.isUsed() && (instead.list || instead.show != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--list and --show change nothing: leave --dry-run and --if-match out");
    }
    if (instead.list) {
      return api.get(PATH, Map.of());
    }
    if (instead.show != null) {
      return kept(api.get(PATH + "/" + encoded(instead.show), Map.of()));
    }
    if (instead.stop) {
      return api.change(
          PATH + "/stop", OverrideCommand.body("reason", needed(reason, "--reason")), change);
    }
    return drill();
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private String needed(@Nullable String value, String option) {
    if (value == null) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '" + option + "'");
    }
    return value;
  }

  private ApiClient.Answer drill() throws ApiClient.NoAnswer {
    if (region == null || lasts == null) {
      throw new ParameterException(
          spec.commandLine(), "a drill needs REGION and --for; or give --list, --show or --stop");
    }
    Map<String, Object> body =
        OverrideCommand.body(
            "region", region, "service", service, "reason", needed(reason, "--reason"));
    body.put("forSeconds", lasts.value());
    body.put("shadow", shadow);
    ApiClient.Answer begun = api.change(PATH, body, change);
    if (!begun.isDone() || change.dryRun) {
      return begun;
    }
    String id = begun.json().path("drill").asString("");
    spec.commandLine()
        .getErr()
        .println(
            "leeward: "
                + begun.json().path("changes").path(0).asString("")
                + "; it ends by itself, sooner by: leeward drill --stop --reason R; later by:"
                + " leeward drill --show "
                + id);
    return kept(await(id, lasts.value()));
  }

  /** Until it is over; an instance that does not answer for a while may come back. */
  private ApiClient.Answer await(String id, double seconds) throws ApiClient.NoAnswer {
    long deadline = System.nanoTime() + (long) (seconds * 1e9) + PATIENCE.toNanos();
    while (true) {
      try {
        ApiClient.Answer answer = api.get(PATH + "/" + id, Map.of());
        String state = state(answer.json());
        boolean over = answer.isDone() && !state.equals("running") && !state.equals("returning");
        if (over || System.nanoTime() > deadline) {
          return answer;
        }
      } catch (ApiClient.NoAnswer gone) {
        if (System.nanoTime() > deadline) {
          throw gone;
        }
        // Every instance reports: of several that were named another one tells it.
        api.chooseAgain();
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static String state(JsonNode document) {
    return document.path("report").path("state").asString("");
  }

  private ApiClient.Answer kept(ApiClient.Answer answer) {
    if (out != null && answer.isDone()) {
      JsonNode json = answer.json();
      String text =
          out.toString().endsWith(".json")
              ? new JsonMapper()
                      .writerWithDefaultPrettyPrinter()
                      .writeValueAsString(json.path("report"))
                  + "\n"
              : json.path("markdown").asString("");
      try {
        Files.writeString(out, text);
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(),
            out + " cannot be written (" + e + "); the instances keep it too",
            e);
      }
    }
    return answer;
  }

  @Override
  int show(ApiClient.Answer answer) {
    int code = super.show(answer);
    boolean isReport = !(instead.list || instead.stop || instead.show != null || change.dryRun);
    if (code != ExitCode.DONE || !isReport) {
      return code;
    }
    boolean completed = state(answer.json()).equals("completed");
    boolean missed = answer.json().path("report").path("verdict").asString("").equals("missed");
    return !completed ? ExitCode.REFUSED : missed ? ExitCode.WARNINGS : ExitCode.DONE;
  }

  @Override
  String text(JsonNode answer) {
    if (instead.list) {
      return listed(answer);
    }
    if (change.dryRun) {
      return ChangeOptions.DRY + changes(answer, "nothing to stop");
    }
    return instead.stop ? changes(answer, "nothing to stop") : answer.path("markdown").asString("");
  }

  private static String listed(JsonNode answer) {
    if (answer.path("drills").isEmpty()) {
      return "no drill was done\n";
    }
    Table table = new Table().row("DRILL", "STATE", "ANSWERED", "RETURNED", "OBJECTIVE", "BY");
    for (JsonNode drill : answer.path("drills")) {
      table.row(
          drill.path("id").asString(""),
          drill.path("state").asString(""),
          Seconds.text(drill.path("answered")),
          Seconds.text(drill.path("returned")),
          drill.path("verdict").asString(""),
          drill.path("by").asString(""));
    }
    return table.toString();
  }
}
