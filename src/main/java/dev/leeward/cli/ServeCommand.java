package dev.leeward.cli;

import dev.leeward.node.Node;
import dev.leeward.node.NodeOptions;
import dev.leeward.node.StartRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

@Command(name = "serve", description = "run one instance until SIGTERM or SIGINT; SIGHUP reloads")
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger("leeward.serve");

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
    LogSetup.apply("info");
    // Heard from the beginning and obeyed when the instance runs: a hangup before its handler would
    // end the process.
    BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signal.handle(new Signal(name), signal -> signals.add(signal.getName()));
    }
    try (Node node =
        Node.start(
            NodeOptions.of(config, Optional.ofNullable(instance), strict, LogSetup::apply))) {
      for (String signal = signals.take(); signal.equals("HUP"); signal = signals.take()) {
        node.reloadAndLog();
      }
      log.info("stopping");
    } catch (StartRefused refused) {
      refused
          .reasons()
          .forEach(reason -> spec.commandLine().getErr().println("leeward: " + reason));
      return ExitCode.INVALID;
    }
    log.info("stopped");
    return ExitCode.DONE;
  }
}
