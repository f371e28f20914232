package dev.leeward.cli;

import dev.leeward.node.NotificationTest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "notify-test",
    description = "send a test message by a notification, from this host, and tell each step")
final class NotifyTestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "the notification's name in the configuration")
  String name = "";

  @Option(names = "--config", required = true, paramLabel = "F", description = "the configuration")
  Path config = Path.of("");

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "as which instance (env LEEWARD_INSTANCE)")
  @Nullable String instance;

  @Option(names = "--dry-run", description = "only say what it would send, and where")
  boolean dryRun;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.apply("warn");
    NotificationTest.End end =
        NotificationTest.run(
            new NotificationTest.Wish(config, Optional.ofNullable(instance), name, dryRun),
            System.getenv(),
            step -> spec.commandLine().getOut().println(step));
    return switch (end) {
      case TAKEN, FORETOLD -> ExitCode.DONE;
      case INVALID -> ExitCode.INVALID;
      case NOT_TAKEN -> ExitCode.REFUSED;
    };
  }
}
