package dev.leeward.config;

import java.util.regex.Pattern;

/** How instances, regions, checks, services and the cluster may be called. */
final class SymbolicNames {
  static final String REMEDY = "use letters, digits, - and _, 63 at most";

  /** A service's name is a label in {@code <service>.leeward.} (RFC 1035 section 2.3.4). */
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  /** An instance is often called as its host; its name becomes part of paths. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private SymbolicNames() {}

  /**
   * @throws IllegalArgumentException when no instance or cluster may be called that
   */
  static String instance(String name) {
    if (!HOST.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be used as a name");
    }
    return name;
  }

  /** For the names of regions, checks and services. */
  static void check(String name, String path, Findings findings) {
    if (!LABEL.matcher(name).matches()) {
      findings.error(path, "bad-name", "\"" + name + "\" cannot be used as a name", REMEDY);
    }
  }
}
