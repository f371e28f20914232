package dev.leeward.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loss would do.
 *
 * @param lost as understood: {@code region us-east}, {@code instance fra-1}, {@code endpoint
 *     192.0.2.10}
 * @param voters who would be left to vote, of the electorate
 * @param decides whether they would decide anything
 * @param reason why they would not; null when they would
 */
public record SimulateView(
    List<String> lost,
    int voters,
    int electorate,
    int quorum,
    boolean decides,
    @Nullable String reason,
    List<ServiceProspect> services) {
  /**
   * One service.
   *
   * @param before regions that are served
   * @param after regions that would be
   * @param reason of what would be served
   * @param withdrawn records that would leave the answers, by id
   * @param refused what safety rules would keep from happening
   * @param dead RRsets all of whose served records would be dead ones
   * @param empty RRsets that the served region lacks
   * @param detection how long until a quorum sees it, at worst; null when nothing changes
   * @param capacity null where no endpoint tells any
   */
  public record ServiceProspect(
      String name,
      List<String> before,
      List<String> after,
      String reason,
      List<String> withdrawn,
      List<String> refused,
      List<String> dead,
      List<String> empty,
      @Nullable Detection detection,
      @Nullable Capacity capacity) {}

  /**
   * What the endpoints that clients are led to told of their capacity last, added up.
   *
   * @param before now
   * @param after of those that would be served and are not lost
   * @param untold how many of those after the loss tell none
   */
  public record Capacity(double before, double after, int untold) {}

  /**
   * Times from the loss, without the way of the ballots between the instances.
   *
   * @param refusing where the endpoints refuse at once
   * @param silent where they do not answer any more
   * @param clients until the last client's resolver forgets the old answer, after {@code silent}
   */
  public record Detection(Duration refusing, Duration silent, Duration clients) {}
}
