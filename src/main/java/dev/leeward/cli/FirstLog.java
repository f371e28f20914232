package dev.leeward.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log until a configuration is read: warnings, as {@link LogSetup} writes them. Logback finds
 * it by its service's name; a file for it would be looked for in every jar, and its XML read, at
 * each start. {@code -Dlogback.configurationFile=F} still names one.
 */
public final class FirstLog extends ContextAwareBase implements Configurator {
  /** For logback. */
  public FirstLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    LogSetup.apply(context, "warn");
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
