package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;

/** What the health plane has to say to the decision loop. */
public sealed interface HealthEvent {
  /** A result took its turn: all probes of the target that started before are finished. */
  record ProbeFinished(ProbeStart start, ProbeResult result) implements HealthEvent {}

  /** The state changed, or suspicion began or ended: a ballot must say so. */
  record OpinionChanged(Target target, Opinion before, Opinion after) implements HealthEvent {}

  /**
   * A result was seen too late, or never: this process stalled, the target is not to blame. The
   * result was dropped.
   *
   * @param late how long after its deadline
   */
  record ObserverStalled(ProbeStart start, Duration late) implements HealthEvent {}

  /** From now on this voter abstains. */
  record DoubtBegan(Doubt doubt) implements HealthEvent {}

  /** A target answered: this voter trusts its eyes again. */
  record DoubtEnded() implements HealthEvent {}
}
