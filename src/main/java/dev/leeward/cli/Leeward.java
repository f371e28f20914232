package dev.leeward.cli;

import dev.leeward.node.Version;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
        "`leeward test` builds and runs every test (by the launcher at the top of the source"
            + " tree).")
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

  /** By name, in the order of the help. */
  static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("notifications", NotificationsCommand::new);
    commands.put("availability", AvailabilityCommand::new);
    commands.put("drain", DrainCommand::new);
    commands.put("undrain", UndrainCommand::new);
    commands.put("pin", PinCommand::new);
    commands.put("unpin", UnpinCommand::new);
    commands.put("freeze", FreezeCommand::new);
    commands.put("thaw", ThawCommand::new);
    commands.put("failback", FailbackCommand::new);
    commands.put("probe", ProbeCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("drill", DrillCommand::new);
    commands.put("runbook", RunbookCommand::new);
    commands.put("reload", ReloadCommand::new);
    commands.put("notify-test", NotifyTestCommand::new);
    commands.put("keygen", KeygenCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("train", TrainCommand::new);
    return commands;
  }

  /** With all commands. */
  static CommandLine whole() {
    CommandLine line = new CommandLine(new Leeward());
    commands().forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line;
  }

  /**
   * With the one command that is asked for: reading the annotations of all takes longer than it.
   */
  private static CommandLine line(String[] arguments) {
    CommandLine line = new CommandLine(new Leeward());
    Map<String, Supplier<Object>> commands = commands();
    String asked = arguments.length == 0 ? "" : arguments[0];
    if (commands.containsKey(asked)) {
      commands.keySet().retainAll(Set.of(asked));
    }
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line;
  }

  /**
   * Without colours.
   *
   * @return the process's exit code
   */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return run(arguments, out, err, Ansi.OFF);
  }

  /**
   * @param ansi whether there are colours
   */
  static int run(String[] arguments, PrintWriter out, PrintWriter err, Ansi ansi) {
    return line(arguments)
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setParameterExceptionHandler(Leeward::wrongUsage)
        .setExecutionExceptionHandler(
            (bug, command, parsed) -> CommandProcess.bug(bug, command.getErr()))
        .execute(arguments);
  }

  /** With colours where the process's streams are a terminal. */
  static int runOnTerminal(String[] arguments, PrintWriter out, PrintWriter err) {
    return run(arguments, out, err, Ansi.AUTO);
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
    throw Misuse.of(spec.commandLine(), "no command given");
  }
}
