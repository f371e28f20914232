package dev.leeward.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The process's own command line, on its own streams. */
public final class CommandProcess {
  private CommandProcess() {}

  /**
   * @return the process's exit code
   */
  public static int run(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Optional<Serve> plain = Serve.plain(arguments);
    return plain.isPresent() ? serve(plain.get(), err) : Leeward.runOnTerminal(arguments, out, err);
  }

  private static int serve(Serve serve, PrintWriter err) {
    try {
      return serve.run(err);
    } catch (InterruptedException | RuntimeException e) {
      return bug(e, err);
    }
  }

  static int bug(Exception bug, PrintWriter err) {
    err.println("leeward: a bug: " + bug);
    bug.printStackTrace(err);
    return ExitCode.BUG;
  }
}
