package dev.leeward.cli;

/** What the program's end means to a script. */
final class ExitCode {
  static final int DONE = 0;
  static final int WARNINGS = 1;
  static final int INVALID = 2;
  static final int REFUSED = 3;
  static final int NO_ANSWER = 4;
  static final int WRONG_USAGE = 64;
  static final int BUG = 70;

  private ExitCode() {}
}
