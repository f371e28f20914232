package dev.leeward.config;

import com.typesafe.config.ConfigOrigin;
import dev.leeward.config.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, and remembers where everything was said. Owned by one load. */
final class Findings {
  private record Place(String file, int line) {}

  private final String mainFile;
  private final List<Finding> found = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  Findings(String mainFile) {
    this.mainFile = mainFile;
  }

  void remember(String path, ConfigOrigin origin) {
    places.put(path, place(origin, path));
  }

  /** Where that path, or the nearest one above it, was said. */
  private Place place(ConfigOrigin origin, String path) {
    if (origin.lineNumber() > 0 && origin.filename() != null) {
      String name = origin.filename();
      return new Place(name.endsWith(mainFile) ? mainFile : name, origin.lineNumber());
    }
    return nearest(path);
  }

  private Place nearest(String path) {
    for (String at = path;
        !at.isEmpty();
        at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))))) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return new Place(mainFile, 1);
  }

  void error(String path, String code, String what, String whatToDo) {
    add(Severity.ERROR, path, code, what, whatToDo);
  }

  void warning(String path, String code, String what, String whatToDo) {
    add(Severity.WARNING, path, code, what, whatToDo);
  }

  private void add(Severity severity, String path, String code, String what, String whatToDo) {
    Place place = nearest(path);
    found.add(new Finding(severity, code, place.file(), place.line(), what, whatToDo));
  }

  void add(Finding finding) {
    found.add(finding);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Finding::isError);
  }

  /** Errors and warnings by file and line. */
  List<Finding> inOrder() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
        .toList();
  }
}
