package dev.leeward.config;

/**
 * One thing that is wrong, or unwise, in the configuration or a zone.
 *
 * @param code in kebab-case, the same for ever
 * @param file as the user named it
 * @param line from 1; 0 when it is about the file as a whole
 */
public record Finding(
    Severity severity, String code, String file, int line, String what, String whatToDo) {
  /** Whether it stops a start or only deserves a look. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Where the manual tells what it means, with an example, its cause and its cure. */
  public String page() {
    return "findings.md#" + code;
  }

  /** {@code file:line: what; what to do}. */
  @Override
  public String toString() {
    return (line == 0 ? file : file + ":" + line) + ": " + what + "; " + whatToDo;
  }
}
