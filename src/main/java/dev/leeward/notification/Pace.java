package dev.leeward.notification;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param gather what is agreed within it goes out together, and the others have heard of it
 * @param answer how long the others may take to say whether it is over
 * @param attempt how long one attempt may take
 * @param turn the first round's turns; longer than answer and attempt together
 * @param longestTurn those of the last rounds
 */
public record Pace(
    Duration gather, Duration answer, Duration attempt, Duration turn, Duration longestTurn) {
  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5));
}
