package dev.leeward.health;

import dev.leeward.topology.Target;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether this voter can trust its own eyes; owned by the decision loop.
 *
 * <p>While it cannot, silence does not count against any target, and that of the targets that fell
 * silent with the doubt never happened: else a voter whose network came back would say down of all
 * regions until each has answered often enough, and two such voters would be a quorum.
 *
 * <p>When every region falls silent at about the same time it is more likely that this instance
 * lost its network than that all regions died. A refusal or a wrong answer proves the path, so a
 * shared outage behind working servers raises no doubt. One region alone proves nothing either way.
 */
final class SelfDoubt {
  private final Map<Target, Sight> sights = new HashMap<>();
  private final Map<String, SortedCounts> silentSinceByRegion = new HashMap<>();
  private final SortedCounts windows = new SortedCounts();

  /** Replaced when it changes, which is seldom; asked for at every result. */
  private Set<Doubt> doubts = Set.of();

  private int answering;

  Set<Doubt> doubts() {
    return doubts;
  }

  void stalled() {
    doubt(Doubt.STALLED);
  }

  /** Takes results in their turn. */
  void observe(ProbeStart start, ProbeResult result) {
    if (result instanceof ProbeResult.LocalError) {
      put(start.target(), null);
      return;
    }
    switch (result.evidence()) {
      case ANSWER -> {
        if (sights.get(start.target()) != Sight.ANSWERS) {
          put(start.target(), Sight.ANSWERS);
        }
        doubts = Set.of();
      }
      case SILENCE -> fellSilent(start);
      case HEARSAY -> {}
    }
  }

  /** Only the first silent result counts: what stays silent fell when it began. */
  private void fellSilent(ProbeStart start) {
    Sight before = sights.get(start.target());
    if (before != null && !before.answers()) {
      return;
    }
    put(start.target(), new Sight(false, start.startedNanos(), window(start)));
    if (answering == 0 && allRegionsFellSilent()) {
      doubt(Doubt.ALL_REGIONS_SILENT);
    }
  }

  /**
   * The targets whose silence began this doubt: not those that were silent long before, which were
   * down when there was no doubt.
   */
  Set<Target> fellTogether() {
    long last = silentSinceByRegion.values().stream().mapToLong(SortedCounts::last).max().orElse(0);
    return sights.entrySet().stream()
        .filter(each -> !each.getValue().answers())
        .filter(each -> last - each.getValue().silentSinceNanos() <= each.getValue().windowNanos())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  void retainTargets(Collection<Target> targets) {
    Set<Target> wanted = Set.copyOf(targets);
    sights.keySet().stream()
        .filter(target -> !wanted.contains(target))
        .toList()
        .forEach(gone -> put(gone, null));
    if (targets.isEmpty()) {
      doubts = Set.of();
    }
  }

  private void doubt(Doubt another) {
    EnumSet<Doubt> all = EnumSet.of(another);
    all.addAll(doubts);
    doubts = Set.copyOf(all);
  }

  private void put(Target target, @Nullable Sight sight) {
    count(target, sight == null ? sights.remove(target) : sights.put(target, sight), -1);
    count(target, sight, 1);
  }

  private void count(Target target, @Nullable Sight sight, int more) {
    if (sight == null) {
      return;
    }
    if (sight.answers()) {
      answering += more;
      return;
    }
    String region = target.endpoint().region();
    SortedCounts silentSince = silentSinceByRegion.computeIfAbsent(region, _ -> new SortedCounts());
    silentSince.add(sight.silentSinceNanos(), more);
    windows.add(sight.windowNanos(), more);
    if (silentSince.isEmpty()) {
      silentSinceByRegion.remove(region);
    }
  }

  /**
   * Called only when nothing answers. A region fell silent when the last of its targets did. Takes
   * as long as there are regions: ten thousand targets that fall silent ask ten thousand times.
   */
  private boolean allRegionsFellSilent() {
    if (silentSinceByRegion.size() < 2) {
      return false;
    }
    LongSummaryStatistics fell =
        silentSinceByRegion.values().stream().mapToLong(SortedCounts::last).summaryStatistics();
    return fell.getMax() - fell.getMin() <= windows.last();
  }

  /**
   * How far apart the first silent probes may have started when all paths broke at one moment: one
   * was under way since almost a timeout, another begins almost an interval later.
   */
  private static long window(ProbeStart start) {
    CheckTiming timing = start.check().timing();
    return timing.interval().plus(timing.jitter()).plus(start.timeout()).toNanos();
  }

  private record Sight(boolean answers, long silentSinceNanos, long windowNanos) {
    static final Sight ANSWERS = new Sight(true, 0, 0);
  }

  /** How often each number is there, and the last of them. */
  private static final class SortedCounts {
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    void add(long number, int more) {
      int count = counts.merge(number, more, Integer::sum);
      if (count == 0) {
        counts.remove(number);
      }
    }

    boolean isEmpty() {
      return counts.isEmpty();
    }

    long last() {
      return counts.lastKey();
    }
  }
}
