package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.agreement.LedgerEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger and the boot epoch in the state directory. Its own thread writes, newest only,
 * and nobody waits for it: a slow disk would otherwise be a stall of the decision loop's own
 * making.
 */
final class StateKeeper implements LedgerStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StateKeeper.class);
  private static final String LEDGER = "ledger";
  private static final String BOOT_EPOCH = "boot-epoch";

  private final StateDirectory directory;
  private final AtomicReference<@Nullable Ledger> waiting = new AtomicReference<>();
  private final Thread thread =
      Thread.ofPlatform().name("leeward-state").daemon().unstarted(this::writeUntilClosed);
  private volatile boolean closed;
  private volatile boolean failing;

  StateKeeper(StateDirectory directory) {
    this.directory = directory;
    thread.start();
  }

  /** What was kept; empty without a file, and after damage, which is logged by name. */
  Ledger keptLedger() {
    try {
      byte[] bytes = directory.read(LEDGER);
      if (bytes.length == 0) {
        return Ledger.EMPTY;
      }
      List<LedgerEntry> entries = LedgerCodec.read(bytes);
      if (entries == null) {
        log.error(
            "state-damaged file={}/{} what=\"is of another version\"; starting without it",
            directory,
            LEDGER);
        return Ledger.EMPTY;
      }
      return Ledger.EMPTY.mergeAll(entries);
    } catch (StateDirectory.Unusable damaged) {
      log.error("state-damaged {}", damaged.getMessage());
      return Ledger.EMPTY;
    }
  }

  /**
   * This start's boot epoch, above every earlier one as far as the disk remembers, and kept before
   * it is used.
   *
   * @throws StateDirectory.Unusable when the folder cannot be written to
   */
  long beginEpoch(long wallMillis) throws StateDirectory.Unusable {
    long last = 0;
    try {
      byte[] bytes = directory.read(BOOT_EPOCH);
      last = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
    } catch (StateDirectory.Unusable damaged) {
      log.error("state-damaged {}", damaged.getMessage());
    }
    long epoch = Math.max(last + 1, wallMillis);
    try {
      directory.write(BOOT_EPOCH, ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
    } catch (IOException e) {
      throw new StateDirectory.Unusable(
          "state-directory "
              + directory
              + " cannot be written to ("
              + e
              + "); free space or change its owner");
    }
    return epoch;
  }

  @Override
  public void keep(Ledger ledger) {
    waiting.set(ledger);
    java.util.concurrent.locks.LockSupport.unpark(thread);
  }

  /**
   * Whether the last write failed: a full disk loses nothing that is served, only what a restart
   * would remember.
   */
  boolean isFailing() {
    return failing;
  }

  private void writeUntilClosed() {
    while (!closed || waiting.get() != null) {
      Ledger next = waiting.getAndSet(null);
      if (next == null) {
        java.util.concurrent.locks.LockSupport.park(this);
      } else {
        write(next);
      }
    }
  }

  private void write(Ledger ledger) {
    try {
      directory.write(LEDGER, LedgerCodec.write(ledger.entries()));
      if (failing) {
        log.info("state-kept directory={} again", directory);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.error(
            "state-not-kept directory={} cause=\"{}\"; a restart would forget the newest decisions",
            directory,
            e.toString());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    java.util.concurrent.locks.LockSupport.unpark(thread);
    try {
      thread.join(2000);
      directory.close();
    } catch (IOException | InterruptedException e) {
      log.warn("state-close directory={} cause=\"{}\"", directory, e.toString());
    }
  }
}
