package dev.leeward.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with one zone. Owned by the thread that loads the zone.
 *
 * <p>Bounded: the wrong file given for a zone of a million names is said in a thousand lines.
 */
final class DefectList {
  static final int MOST = 1_000;

  private final List<ZoneDefect> defects = new ArrayList<>();
  private boolean full;

  void add(ZoneDefectKind kind, FileLine where, String what, String whatToDo) {
    if (defects.size() < MOST) {
      defects.add(new ZoneDefect(kind, where, what, whatToDo));
    } else if (!full) {
      full = true;
      defects.add(
          new ZoneDefect(
              ZoneDefectKind.TOO_MANY_DEFECTS,
              where,
              "more than " + MOST + " defects",
              "mend those above first, the rest of the zone was not judged"));
    }
  }

  boolean isFull() {
    return full;
  }

  /** Nothing was read at all, so nothing can be said about the rest. */
  boolean isUnreadable() {
    return defects.stream().anyMatch(d -> d.kind() == ZoneDefectKind.UNREADABLE_FILE);
  }

  boolean hasErrors() {
    return defects.stream().anyMatch(ZoneDefect::isError);
  }

  /** In the order of files as they were first named, and of lines in each. */
  List<ZoneDefect> inOrder() {
    List<java.nio.file.Path> files =
        defects.stream().map(d -> d.where().file()).distinct().toList();
    return defects.stream()
        .sorted(
            Comparator.comparingInt((ZoneDefect d) -> files.indexOf(d.where().file()))
                .thenComparingInt(d -> d.where().line()))
        .toList();
  }
}
