package dev.leeward.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "a script for the shell, which then completes commands and options")
final class CompletionCommand implements Callable<Integer> {
  /** Shells that are known here, as they are written. */
  enum Shell {
    bash,
    zsh
  }

  /** zsh reads bash's completions once it is told to; its own come first, and may not be there. */
  private static final String FOR_ZSH =
      """
      autoload -Uz compinit bashcompinit
      (( $+functions[compdef] )) || compinit -u
      bashcompinit
      """;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  Shell shell = Shell.bash;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String script = AutoComplete.bash("leeward", Leeward.whole());
    spec.commandLine().getOut().print(shell == Shell.zsh ? FOR_ZSH + script : script);
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
