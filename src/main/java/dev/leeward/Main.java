package dev.leeward;

import dev.leeward.cli.CommandProcess;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandProcess.run(arguments));
  }
}
