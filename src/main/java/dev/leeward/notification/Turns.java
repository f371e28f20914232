package dev.leeward.notification;

/**
 * Who tries when, without a word between the instances: time is cut into turns, each belongs to one
 * of them, and after each round of turns they are twice as long. So a message is tried by one at a
 * time, a dead instance's turn passes by itself, and what fails is tried less and less often. Pure.
 *
 * @param rank of this instance, from 0
 * @param instances how many take turns
 * @param firstMillis how long the turns of the first round are
 * @param longestMillis how long they get
 */
record Turns(int rank, int instances, long firstMillis, long longestMillis) {
  /**
   * @param number counts the turns of all, from 0
   * @param startMillis since the message became the next one
   */
  record Turn(int number, long startMillis, long endMillis) {}

  /** This instance's turn at that time, or its next one. */
  Turn from(long elapsedMillis) {
    long roundStart = 0;
    long length = firstMillis;
    int round = 0;
    while (roundStart + (rank + 1) * length <= elapsedMillis) {
      roundStart += instances * length;
      length = Math.min(2 * length, longestMillis);
      round++;
    }
    long start = roundStart + rank * length;
    return new Turn(round * instances + rank, start, start + length);
  }
}
