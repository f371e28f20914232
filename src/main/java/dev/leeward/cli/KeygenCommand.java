package dev.leeward.cli;

import dev.leeward.node.Keys;
import dev.leeward.node.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "keygen",
    description = "make a voter's private key; prints the public-key for the configuration")
final class KeygenCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "a new file; never overwritten")
  Path out = Path.of("");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LogSetup.apply("warn");
    try {
      spec.commandLine().getOut().println(Keys.generate(out));
      spec.commandLine().getOut().flush();
      return ExitCode.DONE;
    } catch (StartRefused refused) {
      refused
          .reasons()
          .forEach(reason -> spec.commandLine().getErr().println("leeward: " + reason));
      return ExitCode.REFUSED;
    }
  }
}
