package dev.leeward.health;

import dev.leeward.topology.Target;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
  private final EnumSet<Doubt> doubts = EnumSet.noneOf(Doubt.class);
  private int answering;

  Set<Doubt> doubts() {
    return Set.copyOf(doubts);
  }

  void stalled() {
    doubts.add(Doubt.STALLED);
  }

  /** Takes results in their turn. */
  void observe(ProbeStart start, ProbeResult result) {
    if (result instanceof ProbeResult.LocalError) {
      put(start.target(), null);
      return;
    }
    switch (result.evidence()) {
      case ANSWER -> {
        put(start.target(), Sight.ANSWERS);
        doubts.clear();
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
      doubts.add(Doubt.ALL_REGIONS_SILENT);
    }
  }

  /**
   * The targets whose silence began this doubt: not those that were silent long before, which were
   * down when there was no doubt.
   */
  Set<Target> fellTogether() {
    long last = silentSince().max().orElse(0);
    return sights.entrySet().stream()
        .filter(each -> !each.getValue().answers())
        .filter(each -> last - each.getValue().silentSinceNanos() <= each.getValue().windowNanos())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private LongStream silentSince() {
    return sights.values().stream()
        .filter(sight -> !sight.answers())
        .mapToLong(Sight::silentSinceNanos);
  }

  void retainTargets(Collection<Target> targets) {
    sights.keySet().retainAll(targets);
    answering = (int) sights.values().stream().filter(Sight::answers).count();
    if (targets.isEmpty()) {
      doubts.clear();
    }
  }

  private void put(Target target, @Nullable Sight sight) {
    Sight before = sight == null ? sights.remove(target) : sights.put(target, sight);
    answering += count(sight) - count(before);
  }

  private static int count(@Nullable Sight sight) {
    return sight != null && sight.answers() ? 1 : 0;
  }

  /** Called only when nothing answers. A region fell silent when the last of its targets did. */
  private boolean allRegionsFellSilent() {
    Map<String, Long> fellNanos = new HashMap<>();
    long windowNanos = 0;
    for (Map.Entry<Target, Sight> each : sights.entrySet()) {
      Sight sight = each.getValue();
      fellNanos.merge(each.getKey().endpoint().region(), sight.silentSinceNanos(), Math::max);
      windowNanos = Math.max(windowNanos, sight.windowNanos());
    }
    if (fellNanos.size() < 2) {
      return false;
    }
    long first = fellNanos.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    long last = fellNanos.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    return last - first <= windowNanos;
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
}
