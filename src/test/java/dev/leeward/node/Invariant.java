package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import java.util.List;
import java.util.Optional;

/**
 * A sentence that must hold in every schedule, however wild. Each run has its own, for they may
 * remember what they saw.
 */
interface Invariant {
  /** All of them, new. */
  static List<Invariant> all() {
    return List.of(
        new OneSnapshotForAnAnswer(),
        new NeverEmpty(),
        new NoWithdrawalWithoutQuorum(),
        new NoStaleBallotCounts(),
        new TermNeverGoesBack(),
        new NoEntryIsLost(),
        new MinorityHolds(),
        new SameLedgerSameDecision(),
        new OverrideBeatsVerdict(),
        new FailbackHonoursHold(),
        new SafetyRulesHold(),
        new WithdrawalsWait(),
        new ConvergesAfterHeal(),
        new TruthInTheEnd());
  }

  /** What is wrong at this instance after an event; empty when nothing is. */
  default Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    return Optional.empty();
  }

  /** An operator's command was taken there. */
  default void accepted(SimulatedInstance instance, LedgerEntry.Overridden entry) {}

  /** The last fault has just ended. */
  default void faultsEnd(Simulation simulation) {}

  /** Each tenth of a second from then on. */
  default void heals(Simulation simulation) {}

  /** What is wrong five seconds after the last fault. */
  default Optional<String> fiveSecondsLater(Simulation simulation) {
    return Optional.empty();
  }

  /** What is wrong after a long time in which everything worked. */
  default Optional<String> inTheEnd(Simulation simulation) {
    return Optional.empty();
  }

  default String name() {
    return getClass().getSimpleName();
  }
}
