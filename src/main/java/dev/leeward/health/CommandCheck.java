package dev.leeward.health;

import java.util.List;
import java.util.Map;

/**
 * An endpoint works when a program ends with 0; {@link #COULD_NOT_TELL} is no result, any other
 * status a failure.
 *
 * @param command the program's absolute path and its arguments; no shell reads them
 * @param environment all that the program has beside what tells it the target
 */
public record CommandCheck(List<String> command, Map<String, Secret> environment)
    implements CheckType {
  /** EX_TEMPFAIL of sysexits. */
  public static final int COULD_NOT_TELL = 75;

  public CommandCheck {
    if (command.isEmpty() || !command.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("command must begin with a program's absolute path");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
