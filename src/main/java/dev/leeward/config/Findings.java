package dev.leeward.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import dev.leeward.config.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong, and remembers where everything was said. Owned by one load. */
final class Findings {
  private record Place(String file, int line) {}

  private final String mainFile;
  private final List<Finding> found = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> wrongPaths = new HashSet<>();

  Findings(String mainFile) {
    this.mainFile = mainFile;
  }

  /** The path of one element of the list at {@code path}, by its index or by what it says. */
  static String element(String path, Object element) {
    return path + "[" + element + "]";
  }

  /**
   * Remembers where everything below {@code value} was said. Of two places for one path the first
   * told stays: told before substitution, a key has its own line, afterwards that of what it names.
   */
  void remember(String path, ConfigValue value) {
    remember(path, value.origin());
    try {
      if (value instanceof ConfigObject object) {
        object.forEach((key, inner) -> remember(path.isEmpty() ? key : path + "." + key, inner));
      } else if (value instanceof ConfigList list) {
        for (int i = 0; i < list.size(); i++) {
          remember(element(path, i), list.get(i));
        }
      }
    } catch (ConfigException.NotResolved mergedWithSubstitution) {
      // What is in it is not known yet; until then its own line has to do.
    }
  }

  private void remember(String path, ConfigOrigin origin) {
    String file = origin.filename();
    // An object that several files add to has no line of its own.
    if (origin.lineNumber() > 0 && file != null && !file.startsWith("merge of ")) {
      places.putIfAbsent(path, new Place(file, origin.lineNumber()));
    }
  }

  /** Lets {@code path} stand where {@code sameAs} stands. */
  void rememberAlso(String path, String sameAs) {
    places.put(path, nearest(sameAs));
  }

  /** Whether the file says something there. */
  boolean isSaid(String path) {
    return places.containsKey(path);
  }

  /** Where that path, or the nearest one above it, was said. */
  private Place nearest(String path) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return new Place(mainFile, 1);
  }

  /** The line at which that path, or the nearest one above it, was said. */
  int line(String path) {
    return nearest(path).line();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  void error(String path, String code, String what, String whatToDo) {
    wrongPaths.add(path);
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

  /** Whether an error at exactly that path was found: what follows from it is not worth saying. */
  boolean isWrong(String path) {
    return wrongPaths.contains(path);
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
