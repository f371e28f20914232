package dev.leeward.availability;

/**
 * Good and bad answers of the last while, in slices of it: the oldest slice is forgotten whole. Not
 * for several threads at once.
 */
final class Slices {
  private final long sliceMillis;
  private final long[] slices;
  private final int[] good;
  private final int[] bad;

  /** How many of each. */
  record Sum(long good, long bad) {
    long all() {
      return good + bad;
    }
  }

  /** What one slice holds. */
  record Slice(long number, int good, int bad) {}

  Slices(long sliceMillis, int count) {
    this.sliceMillis = sliceMillis;
    this.slices = new long[count];
    this.good = new int[count];
    this.bad = new int[count];
  }

  void add(boolean isGood, long wallMillis) {
    add(new Slice(wallMillis / sliceMillis, isGood ? 1 : 0, isGood ? 0 : 1));
  }

  void add(Slice more) {
    int at = (int) (more.number() % slices.length);
    if (slices[at] > more.number()) {
      return; // a clock that was set back does not bring a past back
    }
    if (slices[at] != more.number()) {
      slices[at] = more.number();
      good[at] = 0;
      bad[at] = 0;
    }
    good[at] += more.good();
    bad[at] += more.bad();
  }

  Sum sum(long wallMillis) {
    long newest = wallMillis / sliceMillis;
    long allGood = 0;
    long allBad = 0;
    for (int i = 0; i < slices.length; i++) {
      if (slices[i] > newest - slices.length && slices[i] <= newest) {
        allGood += good[i];
        allBad += bad[i];
      }
    }
    return new Sum(allGood, allBad);
  }

  java.util.List<Slice> all() {
    java.util.List<Slice> all = new java.util.ArrayList<>();
    for (int i = 0; i < slices.length; i++) {
      if (good[i] + bad[i] > 0) {
        all.add(new Slice(slices[i], good[i], bad[i]));
      }
    }
    return all;
  }
}
