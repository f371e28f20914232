package dev.leeward.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * What the commands that speak to an instance have in common: one question, its answer in JSON or
 * for people, an exit code.
 */
abstract sealed class ClientCommand implements Callable<Integer>
    permits AvailabilityCommand,
        StatusCommand,
        DrillCommand,
        ExplainCommand,
        NotificationsCommand,
        EventsCommand,
        OverrideCommand,
        ProbeCommand,
        ReloadCommand,
        RunbookCommand,
        SimulateCommand {
  @Mixin final ApiClient api = new ApiClient();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  abstract ApiClient.Answer ask() throws ApiClient.NoAnswer;

  /** A successful answer for people. */
  abstract String text(JsonNode answer);

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Override
  public Integer call() {
    try {
      return show(ask());
    } catch (ApiClient.NoAnswer e) {
      spec.commandLine().getErr().println("leeward: " + e.getMessage());
      return ExitCode.NO_ANSWER;
    }
  }

  int show(ApiClient.Answer answer) {
    if (api.json) {
      out().print(answer.body());
    } else if (answer.isDone()) {
      out().print(inColour(text(answer.json())));
    } else {
      answer
          .json()
          .path("what")
          .forEach(what -> spec.commandLine().getErr().println("leeward: " + what.asString("")));
      spec.commandLine()
          .getErr()
          .println(
              "leeward: "
                  + answer.json().path("error").asString("")
                  + "; "
                  + answer.json().path("whatToDo").asString(""));
    }
    out().flush();
    return answer.isDone()
        ? ExitCode.DONE
        : answer.json().path("error").asString("").equals("invalid")
            ? ExitCode.INVALID
            : ExitCode.REFUSED;
  }

  /** On a terminal only, and not where NO_COLOR is set. */
  private String inColour(String text) {
    boolean isColoured = spec.commandLine().getColorScheme().ansi().enabled();
    return isColoured ? Colours.paint(text) : text;
  }

  /** What a command changed. */
  static String changes(JsonNode answer, String nothing) {
    StringBuilder text = new StringBuilder();
    answer.path("changes").forEach(change -> text.append(change.asString("")).append('\n'));
    if (answer.path("changes").isEmpty()) {
      text.append(nothing).append('\n');
    }
    answer
        .path("warnings")
        .forEach(warning -> text.append("warning: ").append(warning.asString("")).append('\n'));
    return text.toString();
  }
}
