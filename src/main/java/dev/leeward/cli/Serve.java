package dev.leeward.cli;

import dev.leeward.node.Node;
import dev.leeward.node.NodeOptions;
import dev.leeward.node.StartRefused;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * One instance until SIGTERM or SIGINT; SIGHUP reloads. What most starts say is understood here: to
 * read the annotations of a command line takes a third of the time to the first answer.
 *
 * @param instance which one; empty for what the environment or the file says
 * @param strict whether a zone that does not load refuses the start
 */
record Serve(Path config, Optional<String> instance, boolean strict) {
  private static final Logger log = LoggerFactory.getLogger("leeward.serve");

  /**
   * What {@link ServeCommand} would read from plain words: each option once, with a value that is
   * no option. Empty for all else, be it a question for help or a mistake.
   */
  static Optional<Serve> plain(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    Set<String> given = new HashSet<>();
    @Nullable String config = null;
    @Nullable String instance = null;
    for (int i = 1; i < arguments.length; i++) {
      String option = arguments[i];
      @Nullable String value = i + 1 < arguments.length ? arguments[i + 1] : null;
      if (!given.add(option)) {
        return Optional.empty();
      }
      if (option.equals("--strict")) {
        continue;
      }
      if (value == null || value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0) {
        return Optional.empty();
      }
      switch (option) {
        case "--config" -> config = value;
        case "--instance" -> instance = value;
        default -> {
          return Optional.empty();
        }
      }
      i++;
    }
    return config == null
        ? Optional.empty()
        : Optional.of(
            new Serve(Path.of(config), Optional.ofNullable(instance), given.contains("--strict")));
  }

  /**
   * Returns when it has stopped.
   *
   * @param err where is said why it does not start
   * @return the process's exit code
   */
  int run(PrintWriter err) throws InterruptedException {
    LogSetup.apply("info");
    // Heard from the beginning and obeyed when the instance runs: a hangup before its handler would
    // end the process.
    BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signal.handle(new Signal(name), signal -> signals.add(signal.getName()));
    }
    try (Node node = Node.start(NodeOptions.of(config, instance, strict, LogSetup::apply))) {
      for (String signal = signals.take(); signal.equals("HUP"); signal = signals.take()) {
        node.reloadAndLog();
      }
      log.info("stopping");
    } catch (StartRefused refused) {
      refused.reasons().forEach(reason -> err.println("leeward: " + reason));
      return ExitCode.INVALID;
    }
    log.info("stopped");
    return ExitCode.DONE;
  }
}
