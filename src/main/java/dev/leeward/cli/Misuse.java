package dev.leeward.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * What picocli tells of a wrong command line. Made here only: to check a class that throws them
 * itself the JVM loads picocli's exceptions with its cache, at every start of an instance.
 */
final class Misuse {
  private Misuse() {}

  static RuntimeException of(CommandLine command, String what) {
    return of(command, what, null);
  }

  static RuntimeException of(CommandLine command, String what, @Nullable Exception cause) {
    return cause == null
        ? new ParameterException(command, what)
        : new ParameterException(command, what, cause);
  }

  /** Of one option's or argument's text. */
  static RuntimeException ofValue(String what) {
    return new TypeConversionException(what);
  }
}
