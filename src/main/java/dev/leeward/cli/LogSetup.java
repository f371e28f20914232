package dev.leeward.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.leeward.node.LogChoice;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The log: one line an event on stderr, UTC in RFC 3339 with milliseconds. Libraries speak only
 * from warnings up.
 */
final class LogSetup {
  private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %msg%n";

  private LogSetup() {}

  /**
   * Before there is a configuration, in text.
   *
   * @param level error, warn, info or debug, for Leeward's own events
   */
  static void apply(String level) {
    apply((LoggerContext) LoggerFactory.getILoggerFactory(), level);
  }

  static void apply(LoggerContext context, String level) {
    apply(context, new LogChoice.Wish(level, false, Map.of(), ""));
  }

  static void apply(LogChoice.Wish wish) {
    apply((LoggerContext) LoggerFactory.getILoggerFactory(), wish);
  }

  private static void apply(LoggerContext context, LogChoice.Wish wish) {
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(wish.json() ? jsonEncoder(context, wish.instance()) : textEncoder(context));
    appender.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    // Its membership is shown by status and counts for nothing: its warnings of lost peers would
    // only frighten.
    context.getLogger("com.hazelcast").setLevel(Level.ERROR);
    context.getLogger("io.netty").setLevel(Level.ERROR);
    // What a probed server does wrong is its probe's result, not this process's trouble.
    context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
    context.getLogger("io.vertx.core.http.impl.HttpClientConnection").setLevel(Level.OFF);
    context.getLogger("dev.leeward").setLevel(Level.toLevel(wish.level(), Level.INFO));
    context.getLogger("leeward").setLevel(Level.toLevel(wish.level(), Level.INFO));
    wish.levels()
        .forEach(
            (logger, each) -> context.getLogger(logger).setLevel(Level.toLevel(each, Level.INFO)));
  }

  private static Encoder<ILoggingEvent> textEncoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonEncoder(LoggerContext context, String instance) {
    JsonLines layout = new JsonLines(instance);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
