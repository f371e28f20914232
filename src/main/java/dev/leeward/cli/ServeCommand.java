package dev.leeward.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "run one instance until SIGTERM or SIGINT; SIGHUP reloads")
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, paramLabel = "F", description = "the configuration")
  Path config = Path.of("");

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "which instance this is (env LEEWARD_INSTANCE)")
  @Nullable String instance;

  @Option(names = "--strict", description = "refuse to start when a zone does not load")
  boolean strict;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return new Serve(config, Optional.ofNullable(instance), strict)
        .run(spec.commandLine().getErr());
  }
}
