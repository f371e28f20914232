package dev.leeward.cli;

import dev.leeward.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "three instances and two regions on this machine: break one and watch")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--script",
      description = "play it without keys: break, fail over, heal, fail back")
  boolean script;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    LogSetup.apply("error");
    return Demo.run(script, System.in, spec.commandLine().getOut())
        ? ExitCode.DONE
        : ExitCode.REFUSED;
  }
}
