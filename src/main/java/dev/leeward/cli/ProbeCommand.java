package dev.leeward.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "probe",
    description = "probe endpoints once, now, and tell each step; the results count for nothing")
final class ProbeCommand extends ClientCommand {
  @Parameters(paramLabel = "NAME|ADDRESS", description = "a name of a service, or an endpoint")
  String where = "";

  @Option(
      names = "--check",
      paramLabel = "C",
      description = "by this check in place of the service's own")
  @Nullable String check;

  @Option(names = "--strict", description = "exit 1 unless all are healthy")
  boolean strict;

  @Override
  int show(ApiClient.Answer answer) {
    int shown = super.show(answer);
    return shown == ExitCode.DONE ? codeOf(answer.json().path("probes")) : shown;
  }

  /** What could not or must not be probed was not done; what failed was. */
  private int codeOf(JsonNode probes) {
    int code = ExitCode.DONE;
    for (JsonNode probe : probes) {
      String result = probe.path("result").asString("");
      if (result.equals("local-error")) {
        return ExitCode.REFUSED;
      }
      if (strict && !result.equals("healthy")) {
        code = ExitCode.WARNINGS;
      }
    }
    return code;
  }

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.post(
        "/api/v1/probe",
        check == null ? Map.of("where", where) : Map.of("where", where, "check", check));
  }

  @Override
  String text(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode probe : answer.path("probes")) {
      text.append(probe.path("id").asString(""))
          .append(" by ")
          .append(probe.path("check").asString(""))
          .append(" from ")
          .append(answer.path("instance").asString(""))
          .append('\n');
      probe.path("steps").forEach(step -> line(text, step.path("after"), step.path("what")));
      line(text, probe.path("took"), probe.path("result"));
      for (String key : new String[] {"reason", "warning", "capacity"}) {
        String value = probe.path(key).asString("");
        if (!value.isEmpty()) {
          text.append("          ").append(key).append(": ").append(value).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, JsonNode after, JsonNode what) {
    text.append(String.format(Locale.ROOT, "%8.3f  %s%n", after.asDouble(), what.asString("")));
  }
}
