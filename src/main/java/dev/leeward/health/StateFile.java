package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator or a script says about endpoints, a line each:
 *
 * <pre>
 *   # of an endpoint, of a region, of all
 *   192.0.2.10 down
 *   us-east    down
 *   up
 * </pre>
 *
 * What is said of an endpoint goes before what is said of its region, and that before what is said
 * of all.
 */
final class StateFile {
  private static final String ALL = "";

  private final Map<String, Boolean> said = new HashMap<>();

  /**
   * @throws IllegalArgumentException at a line of another form
   */
  StateFile(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String bare = line.strip();
      if (!bare.isEmpty() && !bare.startsWith("#")) {
        read(bare.split("\\s+"), number);
      }
    }
  }

  private void read(String[] words, int line) {
    String state = words[words.length - 1];
    if (words.length > 2 || !state.equals("up") && !state.equals("down")) {
      throw new IllegalArgumentException("line " + line + " of the state file is not understood");
    }
    said.put(words.length == 1 ? ALL : words[0], state.equals("up"));
  }

  /** Whether it is up; null where nothing is said. */
  @Nullable Boolean isUp(Endpoint endpoint) {
    Boolean own = said.get(endpoint.text());
    Boolean ofRegion = said.getOrDefault(endpoint.region(), said.get(ALL));
    return own == null ? ofRegion : own;
  }
}
