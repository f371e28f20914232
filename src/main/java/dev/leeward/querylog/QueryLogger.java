package dev.leeward.querylog;

import dev.leeward.listener.QueryLog;
import dev.leeward.listener.QueryTap;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the listener threads put into their rings to a file or a socket. Its own thread owns
 * all state but the rings' ends; where nobody reads or the disk is full it drops, counts, and tries
 * again.
 */
public final class QueryLogger implements QueryLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("leeward.querylog");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long BETWEEN_TRIES_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_MILLIS = 2000;

  private final QueryLogSettings settings;
  private final Form form;
  private final QueryLogCounts counts;
  private final List<Ring> rings = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().name("leeward-query-log").daemon().unstarted(this::run);
  private volatile boolean closed;
  private volatile @Nullable Sink sink;
  private long nextTryNanos;
  private boolean failing;

  private QueryLogger(QueryLogSettings settings, Form form, QueryLogCounts counts) {
    this.settings = settings;
    this.form = form;
    this.counts = counts;
  }

  /**
   * @param instance what the records say who wrote them
   */
  public static QueryLogger start(
      QueryLogSettings settings, String instance, String version, QueryLogCounts counts) {
    Form form =
        switch (settings.format()) {
          case DNSTAP -> new DnstapForm(instance, "leeward " + version);
          case TEXT -> new TextForm();
        };
    QueryLogger logger = new QueryLogger(settings, form, counts);
    logger.nextTryNanos = System.nanoTime();
    logger.thread.start();
    return logger;
  }

  /** Called by each listener thread once, at the first query that it answers. */
  @Override
  public QueryTap tap() {
    Ring ring = new Ring(settings.oneIn(), 1 + rings.size() % settings.oneIn(), counts);
    rings.add(ring);
    return ring;
  }

  public QueryLogSettings settings() {
    return settings;
  }

  private void run() {
    while (!closed) {
      if (drain() == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    drain();
    try {
      Sink open = sink;
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      log.debug("query-log-end cause=\"{}\"", e.toString());
    }
  }

  private int drain() {
    Sink open = open();
    int[] written = {0};
    int found = 0;
    try {
      for (Ring ring : rings) {
        found += ring.drainTo(exchange -> write(open, exchange, written));
      }
      if (open != null && found > 0) {
        open.flush();
      }
      counts.addWritten(written[0]);
    } catch (WriteFailedException e) {
      failed(e.cause);
    } catch (IOException e) {
      failed(e);
    }
    return found;
  }

  private void write(@Nullable Sink open, Exchange exchange, int[] written) {
    if (open == null) {
      counts.addDropped(1);
      return;
    }
    try {
      open.write(form.records(exchange));
      written[0]++;
    } catch (IOException e) {
      counts.addDropped(written[0] + 1L);
      throw new WriteFailedException(e);
    }
  }

  private @Nullable Sink open() {
    if (sink == null && System.nanoTime() - nextTryNanos >= 0) {
      try {
        sink = settings.toSocket() ? SocketSink.open(settings) : FileSink.open(settings);
        log.info(
            "query-log to={} format={} one-in={}",
            settings.to(),
            settings.format(),
            settings.oneIn());
        failing = false;
      } catch (IOException e) {
        failed(e);
      }
    }
    return sink;
  }

  private void failed(IOException cause) {
    Sink broken = sink;
    sink = null;
    nextTryNanos = System.nanoTime() + BETWEEN_TRIES_NANOS;
    if (broken != null) {
      broken.abandon();
    }
    if (!failing && !closed) {
      log.warn(
          "query-log to={} cause=\"{}\"; queries are not logged", settings.to(), cause.toString());
    }
    failing = true;
  }

  /** What is in the rings is still written, if that does not take long. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(PATIENCE_MILLIS);
      Sink stuck = sink;
      if (thread.isAlive() && stuck != null) {
        stuck.abandon();
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Carries an I/O failure out of a ring. */
  private static final class WriteFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IOException cause;

    WriteFailedException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
