package dev.leeward.availability;

import dev.leeward.serving.Steering;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks the other instances from a thread of its own, and keeps the counts over a restart. It reads
 * what is served and touches nothing else: neither queries nor decisions know of it. Any thread may
 * read what it found; who started it closes it.
 */
public final class Observatory implements AutoCloseable {
  /** What is served is looked at so often: a state that lasted less may be missed. */
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private static final long KEEP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  private final AvailabilitySettings settings;
  private final Path file;
  private final AvailabilityObserver observer;
  private final Asker asker;
  private final Tallies tallies;
  private final Observation observation;
  private final Queue<Sample> inbox = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private long keptNanos = System.nanoTime();
  private volatile boolean closed;

  private Observatory(
      AvailabilitySettings settings,
      Supplier<Steering> serving,
      Path file,
      AvailabilityObserver observer,
      Asker asker) {
    this.settings = settings;
    this.file = file;
    this.observer = observer;
    this.asker = asker;
    this.tallies = new Tallies(settings.window());
    this.observation =
        new Observation(
            settings,
            serving,
            this::ask,
            observer,
            RandomGenerator.getDefault(),
            tallies,
            System.nanoTime());
    this.thread = Thread.ofPlatform().name("leeward-availability").daemon().unstarted(this::run);
  }

  /**
   * @param serving what is served here now
   * @param file in the state directory
   */
  public static Observatory start(
      AvailabilitySettings settings,
      Supplier<Steering> serving,
      Path file,
      AvailabilityObserver observer) {
    return start(settings, serving, file, observer, new SocketAsker());
  }

  static Observatory start(
      AvailabilitySettings settings,
      Supplier<Steering> serving,
      Path file,
      AvailabilityObserver observer,
      Asker asker) {
    Observatory observatory = new Observatory(settings, serving, file, observer, asker);
    observatory.thread.start();
    return observatory;
  }

  public AvailabilitySettings settings() {
    return settings;
  }

  public List<ServiceLevel> levels(long wallMillis) {
    return tallies.levels(settings.objectives(), wallMillis);
  }

  public List<Seen> seen() {
    return observation.seen();
  }

  /** Whether anybody answered lately: if not, it may be this instance that is cut off. */
  public boolean reaches() {
    return observation.reaches();
  }

  /** How long it takes to ask everything once. */
  public Duration round() {
    return observation.round();
  }

  /** The thread's boundary: what goes wrong here is nobody else's. */
  private void run() {
    try {
      observe();
    } catch (RuntimeException bug) {
      observer.ended(bug);
    }
  }

  private void observe() {
    read();
    while (!closed) {
      for (Sample sample = inbox.poll(); sample != null; sample = inbox.poll()) {
        observation.take(sample);
      }
      long now = System.nanoTime();
      long wait = observation.turn(now, System.currentTimeMillis());
      if (now - keptNanos > KEEP_NANOS) {
        keptNanos = now;
        keep();
      }
      LockSupport.parkNanos(this, Math.clamp(wait, 1, LOOK_NANOS));
    }
    keep();
  }

  /** A thread for each, which waits in the socket. */
  private void ask(Question question) {
    long asked = System.nanoTime();
    Thread.ofVirtual()
        .name("leeward-availability-question")
        .start(() -> {
          Outcome outcome = new Outcome.NotSent();
          try {
            outcome = asker.ask(question, settings.timeout());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            inbox.add(new Sample(question, asked, System.nanoTime(), outcome));
          }
        });
  }

  private void read() {
    try {
      tallies.read(Files.readString(file));
    } catch (NoSuchFileException first) {
      // nothing was counted yet
    } catch (IOException e) {
      observer.kept(file + ": " + e);
    }
  }

  /** Whole or not at all: a reader finds the old counts or the new ones. */
  private void keep() {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel out =
          FileChannel.open(
              aside,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer text = ByteBuffer.wrap(tallies.text().getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          out.write(text);
        }
        out.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      observer.kept(null);
    } catch (IOException e) {
      observer.kept(file + ": " + e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join(LONGEST_STOP);
  }
}
