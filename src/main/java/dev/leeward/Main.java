package dev.leeward;

import dev.leeward.cli.Leeward;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Leeward.run(arguments));
  }
}
