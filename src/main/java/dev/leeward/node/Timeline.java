package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changed, when, why and by whom: one JSON object a line, each with the hash of the line
 * before. Any thread posts and never waits, what the queue cannot hold is counted; its own thread
 * writes.
 */
final class Timeline implements LoopEvents, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timeline.class);
  private static final int LONGEST_QUEUE = 4096;
  private static final int RECENT = 1024;
  private static final int MOST_WAITING = 64;
  private static final long PATIENCE_MILLIS = 2000;

  /** Told to the log in this instance's words, and to the timeline by the entry itself. */
  private static final Set<String> TOLD_BY_THE_ENTRY =
      Set.of(
          "decided",
          "adopted",
          "drain",
          "drain-released",
          "pin",
          "pin-released",
          "freeze",
          "freeze-released",
          "failback",
          "failback-released",
          "drill",
          "drill-released",
          "shadow-drill",
          "shadow-drill-released");

  private final EventFiles files;
  private final InstantSource clock;
  private final BlockingQueue<JsonObject> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final Object lock = new Object();
  private final Deque<String> recent = new ArrayDeque<>();
  private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().name("leeward-events").daemon().unstarted(this::writeUntilClosed);
  private final JsonObject end = new JsonObject();
  private long last;
  private volatile boolean closed;
  private boolean failing;
  private long droppedTold;

  Timeline(EventFiles files, InstantSource clock, int longestQueue) {
    this.files = files;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(longestQueue);
    this.last = files.last();
    for (String damage : files.damage()) {
      log.error("events-damaged {}", damage);
      happened("events-damaged", "self", damage);
    }
  }

  /**
   * Opens the timeline and begins to write.
   *
   * @throws StateDirectory.Unusable when the folder cannot be used
   */
  static Timeline open(Path folder, long maxOctets, int keep) throws StateDirectory.Unusable {
    try {
      Timeline timeline =
          new Timeline(
              EventFiles.open(folder, maxOctets, keep), InstantSource.system(), LONGEST_QUEUE);
      timeline.start();
      return timeline;
    } catch (IOException e) {
      throw new StateDirectory.Unusable(
          folder + " cannot be used (" + e + "); give this user a folder that it may write to");
    }
  }

  void start() {
    thread.start();
  }

  /** After a reload. */
  void limit(long maxOctets, int keep) {
    files.limit(maxOctets, keep);
  }

  @Override
  public void happened(String kind, String subject, String text) {
    if (!TOLD_BY_THE_ENTRY.contains(kind)) {
      post(begin("local", kind).put("subject", subject).put("text", text));
    }
  }

  @Override
  public void entered(LedgerEntry entry) {
    JsonObject content = AgreedEvent.content(entry);
    post(
        begin("agreed", content.getString("kind"))
            .mergeIn(content)
            .put("agreedHash", AgreedEvent.hash(entry))
            .put("vouchers", new JsonArray(AgreedEvent.vouchers(entry))));
  }

  private JsonObject begin(String scope, String kind) {
    return new JsonObject()
        .put("at", EventTime.of(clock.millis()))
        .put("scope", scope)
        .put("kind", kind);
  }

  private void post(JsonObject event) {
    if (!queue.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  /** Events that were lost because the disk was too slow or failed. */
  long dropped() {
    return dropped.get();
  }

  /** The newest event's number; 0 when there is none. */
  long last() {
    synchronized (lock) {
      return last;
    }
  }

  private void writeUntilClosed() {
    while (!closed || !queue.isEmpty()) {
      try {
        JsonObject first = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          writeWith(first);
        }
      } catch (InterruptedException unused) {
        // Nobody interrupts it: an interrupt would close the file under a write.
        return;
      }
    }
  }

  private void writeWith(JsonObject first) {
    List<JsonObject> batch = new ArrayList<>(List.of(first));
    queue.drainTo(batch);
    batch.removeIf(each -> each == end);
    List<String> lines = new ArrayList<>();
    int written = 0;
    try {
      long lost = dropped.get();
      if (lost > droppedTold) {
        String text = (lost - droppedTold) + " events before this one were not kept";
        lines.add(files.append(begin("local", "events-lost").put("text", text)));
        droppedTold = lost;
      }
      for (JsonObject event : batch) {
        lines.add(files.append(event));
        written++;
      }
      files.force();
      failing = false;
    } catch (IOException e) {
      dropped.addAndGet(batch.size() - written);
      if (!failing) {
        log.error("events-not-kept cause=\"{}\"; free space in the state directory", e.toString());
      }
      failing = true;
    }
    publish(lines);
  }

  private void publish(List<String> lines) {
    List<CompletableFuture<Boolean>> woken;
    synchronized (lock) {
      for (String line : lines) {
        recent.addLast(line);
        if (recent.size() > RECENT) {
          recent.removeFirst();
        }
      }
      last += lines.size();
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(each -> each.complete(true));
  }

  /**
   * The events after a number, oldest first; at most {@code limit}.
   *
   * @param after null for the newest ones
   */
  List<String> page(@Nullable Long after, int limit) {
    long from;
    synchronized (lock) {
      from = after == null ? Math.max(0, last - limit) : after;
      if (from >= last - recent.size()) {
        long skip = Math.max(0, from - (last - recent.size()));
        return recent.stream().skip(skip).limit(limit).toList();
      }
    }
    try {
      return files.after(from, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Done when there is an event after that number, or when the time is over. */
  CompletionStage<Boolean> await(long after, Duration longest) {
    CompletableFuture<Boolean> more = new CompletableFuture<>();
    synchronized (lock) {
      if (last > after || waiting.size() >= MOST_WAITING) {
        return CompletableFuture.completedFuture(last > after);
      }
      waiting.add(more);
    }
    more.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((woken, never) -> {
          synchronized (lock) {
            waiting.remove(more);
          }
        });
    return more;
  }

  /** Checks every line that is kept; reads all files. */
  EventChain verify() {
    try {
      return files.verify(last());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (!queue.offer(end)) {
      log.info("events-close {} wait to be written", queue.size());
    }
    try {
      thread.join(PATIENCE_MILLIS);
      files.close();
    } catch (IOException | InterruptedException e) {
      log.warn("events-close cause=\"{}\"", e.toString());
    }
  }
}
