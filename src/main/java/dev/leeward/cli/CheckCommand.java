package dev.leeward.cli;

import dev.leeward.node.CheckReport;
import dev.leeward.node.ResultingService;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "check",
    description =
        "everything wrong with a configuration and its zones, by the same code path as a start")
final class CheckCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, paramLabel = "F", description = "the configuration")
  Path config = Path.of("");

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "which instance this is (env LEEWARD_INSTANCE)")
  @Nullable String instance;

  @Option(names = "--strict", description = "exit 1 when there are warnings")
  boolean strict;

  @Option(
      names = "--json",
      description = "print the findings and what each service results in as JSON")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LogSetup.apply("warn");
    CheckReport report = CheckReport.of(config, Optional.ofNullable(instance), System.getenv());
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              new JsonMapper()
                  .writeValueAsString(
                      Map.of("findings", report.problems(), "services", report.services())));
    } else {
      report
          .problems()
          .forEach(problem ->
              spec.commandLine()
                  .getOut()
                  .println(
                      problem
                          + (problem.error() ? " [error " : " [warning ")
                          + problem.code()
                          + ": "
                          + problem.page()
                          + "]"));
      report.services().forEach(service -> spec.commandLine().getOut().println(timing(service)));
      long warnings = report.problems().size() - report.errors();
      spec.commandLine()
          .getOut()
          .println(
              report.problems().isEmpty()
                  ? "no findings"
                  : report.errors() + " errors, " + warnings + " warnings");
    }
    spec.commandLine().getOut().flush();
    if (report.errors() > 0) {
      return ExitCode.INVALID;
    }
    return strict && !report.problems().isEmpty() ? ExitCode.WARNINGS : ExitCode.DONE;
  }

  /** What the check's keys come to, which nobody should have to compute. */
  private static String timing(ResultingService service) {
    ResultingService.Check check = service.check();
    String worst =
        "service %s: check %s notices a dead endpoint within %s s"
            .formatted(service.name(), check.name(), check.worstToDown());
    return check.learnsTimeout()
        ? worst + ", likely within " + check.likelyToDown() + " s (timeout = auto)"
        : worst;
  }
}
