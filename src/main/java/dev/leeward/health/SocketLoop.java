package dev.leeward.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that serves the connections of thousands of probes by one selector; that thread owns
 * what is here, but for the inbox.
 *
 * <p>In each turn it hears what came before it looks at the clock: an answer that waited behind
 * others is no timeout.
 */
final class SocketLoop implements ProbeLoop, AutoCloseable {
  /** So much is read at once; more comes with the next turn. */
  private static final int PIECE = 16 << 10;

  /** Connections a second that make a crowd, and how long what comes of them may gather. */
  private static final int MANY_A_SECOND = 1000;

  private static final Duration GATHERING = Duration.ofMillis(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(SocketLoop.class);

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final Crowd crowd = new Crowd(MANY_A_SECOND, GATHERING, System.nanoTime());
  private long turnNanos = System.nanoTime();
  private volatile boolean closed;

  SocketLoop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException noDescriptor) {
      throw new IllegalStateException("probes cannot open a selector", noDescriptor);
    }
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  @Override
  public void execute(Runnable action) {
    inbox.add(action);
    if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Deadline deadline = new Deadline(System.nanoTime() + delay.toNanos(), action);
    deadlines.add(deadline);
    return deadline::cancel;
  }

  /**
   * What is left to do.
   *
   * @param connections that are open, or wait for the next turn to be closed
   * @param timers that wait; those that were cancelled may be among them until their time comes
   */
  record Left(int connections, int timers) {}

  CompletableFuture<Left> left() {
    CompletableFuture<Left> left = new CompletableFuture<>();
    execute(() -> left.complete(new Left(selector.keys().size(), deadlines.size())));
    return left;
  }

  SelectionKey register(SocketChannel channel, Ready ready) throws IOException {
    crowd.came();
    return channel.register(selector, SelectionKey.OP_CONNECT, ready);
  }

  /** Told that its channel can connect, read or write. */
  interface Ready {
    /**
     * @param piece room to read into, this turn's only
     */
    void ready(ByteBuffer piece);
  }

  private void run() {
    while (!closed) {
      try {
        select();
      } catch (IOException | RuntimeException bug) {
        log.error("bug in the loop of probes; their timeouts end what it left", bug);
      }
    }
  }

  private void select() throws IOException {
    rest();
    long millis = millisToDeadline();
    if (millis == 0) {
      selector.selectNow(this::hear);
    } else {
      selector.select(this::hear, millis == Long.MAX_VALUE ? 0 : millis);
    }
    // In this order: what is handed in from here on wakes the selector again, or is seen below.
    woken.set(false);
    long now = System.nanoTime();
    while (!deadlines.isEmpty() && deadlines.element().nanos - now <= 0) {
      deadlines.remove().run();
    }
    for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
      guarded(next);
    }
  }

  /** Nobody wakes it: what is handed in meanwhile, and what the sockets say, is found after it. */
  private void rest() {
    long nanos = crowd.restNanos(turnNanos, System.nanoTime());
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    turnNanos = System.nanoTime();
  }

  private long millisToDeadline() {
    while (!deadlines.isEmpty() && deadlines.element().isCancelled()) {
      deadlines.remove();
    }
    if (deadlines.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long nanos = deadlines.element().nanos - System.nanoTime();
    return nanos <= 0 ? 0 : nanos / 1_000_000 + 1;
  }

  private void hear(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(piece.clear());
    } catch (RuntimeException bug) {
      tell(bug);
    }
  }

  /** The thread's boundary: one probe's bug is not another's. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException bug) {
      tell(bug);
    }
  }

  private static void tell(RuntimeException bug) {
    log.error("bug in a probe; its timeout ends it", bug);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(LONGEST_STOP);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      log.warn("probes-not-closed cause={}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cancelled, it keeps nothing of its probe alive while it waits for its turn. */
  private static final class Deadline implements Comparable<Deadline> {
    private static final Runnable CANCELLED = () -> {};

    private final long nanos;
    private Runnable action;

    Deadline(long nanos, Runnable action) {
      this.nanos = nanos;
      this.action = action;
    }

    boolean isCancelled() {
      return action == CANCELLED;
    }

    void cancel() {
      action = CANCELLED;
    }

    void run() {
      guarded(action);
    }

    @Override
    public int compareTo(Deadline other) {
      return Long.signum(nanos - other.nanos);
    }
  }
}
