package dev.leeward.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replicated map as it is now, for display; membership is shown, never counted.
 *
 * @param members names of instances, or addresses that are no instance's
 * @param writes that succeeded
 * @param errors of starting and writing
 */
public record StateMapStatus(
    Phase phase, List<String> members, long writes, long errors, @Nullable String lastError) {
  /** Of the member in this process. */
  public enum Phase {
    ABSENT,
    STARTING,
    RUNNING,
    FAILED,
    CLOSED
  }

  public static final StateMapStatus ABSENT =
      new StateMapStatus(Phase.ABSENT, List.of(), 0, 0, null);

  public StateMapStatus {
    members = List.copyOf(members);
  }
}
