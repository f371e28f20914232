package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import java.time.Duration;

/**
 * What a restart finds: the ledger as it was written last, newest only, and the boot epoch. A slow
 * disk writes late, so a crash loses the newest.
 */
final class SimulatedDisk implements LedgerStore {
  static final Duration USUAL_DELAY = Duration.ofMillis(5);

  private final Simulation simulation;
  private Ledger kept = Ledger.EMPTY;
  private Ledger waiting = Ledger.EMPTY;
  private Ledger found = Ledger.EMPTY;
  private long lastEpoch;
  private long life;
  private boolean writing;
  Duration delay = USUAL_DELAY;

  SimulatedDisk(Simulation simulation) {
    this.simulation = simulation;
  }

  /** What the next life begins with. */
  Ledger read() {
    found = kept;
    return found;
  }

  /** What this life began with. */
  Ledger found() {
    return found;
  }

  @Override
  public void keep(Ledger ledger) {
    waiting = ledger;
    if (!writing) {
      writing = true;
      long ofLife = life;
      simulation.after(delay, () -> written(ofLife));
    }
  }

  private void written(long ofLife) {
    if (ofLife == life) {
      kept = waiting;
      writing = false;
    }
  }

  /** The process is gone, and with it what it had not written. */
  void crash() {
    life++;
    writing = false;
  }

  void wipe() {
    crash();
    kept = Ledger.EMPTY;
    lastEpoch = 0;
  }

  /** Above every earlier one as far as the disk remembers; written before it is used. */
  long beginEpoch(long wallMillis) {
    lastEpoch = Math.max(lastEpoch + 1, wallMillis);
    return lastEpoch;
  }
}
