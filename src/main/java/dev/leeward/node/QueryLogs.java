package dev.leeward.node;

import dev.leeward.config.Settings;
import dev.leeward.listener.QueryLogSwitch;
import dev.leeward.querylog.QueryLogCounts;
import dev.leeward.querylog.QueryLogSettings;
import dev.leeward.querylog.QueryLogger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The query log that the configuration wants now. Owned by who starts and reloads the instance. */
final class QueryLogs implements AutoCloseable {
  private final QueryLogSwitch listeners = new QueryLogSwitch();
  private final QueryLogCounts counts = new QueryLogCounts();
  private @Nullable QueryLogger running;

  /** What the listener threads look at. */
  QueryLogSwitch listeners() {
    return listeners;
  }

  QueryLogCounts counts() {
    return counts;
  }

  /** The one that ran before ends once no query is told to it any more. */
  synchronized void use(Settings settings) {
    QueryLogSettings next = settings.queryLog();
    QueryLogger before = running;
    if (Objects.equals(next, before == null ? null : before.settings())) {
      return;
    }
    if (before != null) {
      listeners.use(null);
      before.close();
    }
    running =
        next == null ? null : QueryLogger.start(next, settings.instance(), Version.text(), counts);
    listeners.use(running);
  }

  @Override
  public synchronized void close() {
    listeners.use(null);
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
