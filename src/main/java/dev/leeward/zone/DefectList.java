package dev.leeward.zone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with one zone. Owned by the thread that loads the zone.
 *
 * <p>Bounded: the wrong file given for a zone of a million names is said in a thousand lines.
 * Errors beyond that end the reading; warnings beyond that are left out, and never refuse a zone.
 */
final class DefectList {
  static final int MOST = 1_000;

  private final List<ZoneDefect> defects = new ArrayList<>();
  private int errors;
  private int warnings;

  void add(ZoneDefectKind kind, FileLine where, String what, String whatToDo) {
    boolean isError = kind.severity() == Severity.ERROR;
    int count = isError ? ++errors : ++warnings;
    if (count <= MOST) {
      defects.add(new ZoneDefect(kind, where, what, whatToDo));
    } else if (count == MOST + 1) {
      defects.add(isError ? tooManyErrors(where) : tooManyWarnings(where));
    }
  }

  private static ZoneDefect tooManyErrors(FileLine where) {
    return new ZoneDefect(
        ZoneDefectKind.TOO_MANY_ERRORS,
        where,
        "more than " + MOST + " errors",
        "mend those above first, the rest was not read");
  }

  private static ZoneDefect tooManyWarnings(FileLine where) {
    return new ZoneDefect(
        ZoneDefectKind.TOO_MANY_WARNINGS,
        where,
        "more than " + MOST + " warnings",
        "mend those above first, further ones are not listed");
  }

  boolean isFull() {
    return errors > MOST;
  }

  /** Nothing was read at all, so nothing can be said about the rest. */
  boolean isUnreadable() {
    return defects.stream().anyMatch(d -> d.kind() == ZoneDefectKind.UNREADABLE_FILE);
  }

  boolean hasErrors() {
    return errors > 0;
  }

  /** In the order of files as they were first named, and of lines in each. */
  List<ZoneDefect> inOrder() {
    List<Path> files = defects.stream().map(d -> d.where().file()).distinct().toList();
    return defects.stream()
        .sorted(
            Comparator.comparingInt((ZoneDefect d) -> files.indexOf(d.where().file()))
                .thenComparingInt(d -> d.where().line()))
        .toList();
  }
}
