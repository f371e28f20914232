package dev.leeward.cli;

import dev.leeward.node.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "leeward",
    description =
        "An authoritative DNS server that keeps a domain's names pointing at regions that work.",
    versionProvider = Leeward.VersionText.class,
    footer =
        "`leeward test` builds and runs every test (by the launcher at the top of the source tree).",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      EventsCommand.class,
      DrainCommand.class,
      UndrainCommand.class,
      PinCommand.class,
      UnpinCommand.class,
      FreezeCommand.class,
      ThawCommand.class,
      FailbackCommand.class,
      SimulateCommand.class,
      ReloadCommand.class,
      KeygenCommand.class
    })
public final class Leeward implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "the version")
  boolean version;

  @Spec CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"leeward " + Version.text()};
    }
  }

  /**
   * @return the process's exit code
   */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Leeward())
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
        .setParameterExceptionHandler(Leeward::wrongUsage)
        .setExecutionExceptionHandler((bug, command, parsed) -> {
          command.getErr().println("leeward: a bug: " + bug);
          bug.printStackTrace(command.getErr());
          return ExitCode.BUG;
        })
        .execute(arguments);
  }

  /** As {@link #run(String[], PrintWriter, PrintWriter)}, on the process's own streams. */
  public static int run(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return run(arguments, out, err);
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command
        .getErr()
        .println(
            "leeward: "
                + wrong.getMessage()
                + "; see: "
                + command.getCommandSpec().qualifiedName()
                + " --help");
    return ExitCode.WRONG_USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
