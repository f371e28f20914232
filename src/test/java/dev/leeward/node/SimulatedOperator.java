package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives commands to one instance, as the command line would. */
final class SimulatedOperator {
  private static final Duration PERMANENT = Duration.ofMillis(Long.MAX_VALUE);

  private final Simulation simulation;
  private final SimulatedInstance at;

  SimulatedOperator(Simulation simulation, SimulatedInstance at) {
    this.simulation = simulation;
    this.at = at;
  }

  void drain(String region) {
    force(Kind.DRAIN, region, null, PERMANENT);
  }

  /** It ends by the wall clock of whoever looks. */
  void drainFor(String region, Duration time) {
    force(Kind.DRAIN, region, null, time);
  }

  void undrain(String region) {
    release(Kind.DRAIN, region, null);
  }

  void pin(String region) {
    force(Kind.PIN, region, SimulatedConfiguration.WWW, PERMANENT);
  }

  void unpin() {
    release(Kind.PIN, SimulatedConfiguration.REGIONS.getFirst(), SimulatedConfiguration.WWW);
  }

  void freeze() {
    force(Kind.FREEZE, null, null, PERMANENT);
  }

  void thaw() {
    release(Kind.FREEZE, null, null);
  }

  void releaseAll() {
    SimulatedConfiguration.REGIONS.forEach(this::undrain);
    unpin();
    thaw();
    stopDrill();
  }

  void shadow(String region, Duration time) {
    force(Kind.SHADOW_DRILL, region, null, time);
  }

  /** Without asking whether it may be. */
  void drill(String region, Duration time) {
    force(Kind.DRILL, region, null, time);
  }

  private void stopDrill() {
    release(Kind.DRILL, SimulatedConfiguration.REGIONS.getFirst(), null);
  }

  /** Releases what went out up to now. */
  void failback(String service) {
    if (at.runs()) {
      long term = at.loop().ledger().decision(service).term();
      if (term > 0) {
        give(entry(Kind.FAILBACK, null, service, true, term, Long.MAX_VALUE));
      }
    }
  }

  private void force(Kind kind, @Nullable String region, @Nullable String service, Duration time) {
    if (at.runs()) {
      Moment now = at.now();
      long until = time.equals(PERMANENT) ? Long.MAX_VALUE : now.wallMillis() + time.toMillis();
      give(entry(kind, region, service, true, nextTerm(kind, region, service), until));
    }
  }

  private void release(Kind kind, @Nullable String region, @Nullable String service) {
    if (at.runs()) {
      long term = nextTerm(kind, region, service);
      if (term > 1) {
        give(entry(kind, region, service, false, term, Long.MAX_VALUE));
      }
    }
  }

  private long nextTerm(Kind kind, @Nullable String region, @Nullable String service) {
    String key = entry(kind, region, service, true, 1, Long.MAX_VALUE).key();
    return at.loop().ledger().entry(key) instanceof LedgerEntry.Overridden standing
        ? standing.override().term() + 1
        : 1;
  }

  private void give(OverrideEntry override) {
    simulation.tell(
        at.name + " is told " + override.key() + (override.active() ? "" : ", released"));
    at.force(override);
  }

  private OverrideEntry entry(
      Kind kind,
      @Nullable String region,
      @Nullable String service,
      boolean active,
      long term,
      long untilMillis) {
    return new OverrideEntry(
        kind, region, service, active, term, at.name, "test", at.now().wallMillis(), untilMillis);
  }
}
