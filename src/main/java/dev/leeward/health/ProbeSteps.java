package dev.leeward.health;

import java.time.Duration;

/** Who follows one probe closely; called on the probe's event loop. */
public interface ProbeSteps {
  ProbeSteps NONE = (_, _) -> {};

  /**
   * A step was done.
   *
   * @param after since the probe began
   */
  void done(String what, Duration after);
}
