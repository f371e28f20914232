package dev.leeward.config;

import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.CompositeCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks over other checks, which may be such themselves but not in a circle. Owned by one load.
 */
final class CompositesReader {
  private static final int MOST_MEMBERS = 100;

  private record Draft(String type, CheckTiming timing, boolean inverted) {}

  private final Map<String, Section> blocks;
  private final Map<String, CheckSettings> done;
  private final Findings findings;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> under = new LinkedHashSet<>();

  /**
   * @param done the other checks, to which these are added
   */
  CompositesReader(
      Map<String, Section> blocks, Map<String, CheckSettings> done, Findings findings) {
    this.blocks = blocks;
    this.done = done;
    this.findings = findings;
  }

  static boolean isComposite(String type) {
    return type.equals("all-of") || type.equals("any-of") || type.equals("at-least");
  }

  void remember(String name, String type, CheckTiming timing, boolean inverted) {
    drafts.put(name, new Draft(type, timing, inverted));
  }

  /** All checks that could be read, in the order of the file. */
  Map<String, CheckSettings> resolve() {
    drafts.keySet().forEach(this::resolve);
    Map<String, CheckSettings> inOrder = new LinkedHashMap<>();
    for (String name : blocks.keySet()) {
      CheckSettings check = done.get(name);
      if (check != null) {
        inOrder.put(name, check);
      }
    }
    return inOrder;
  }

  private @Nullable CheckSettings resolve(String name) {
    Draft draft = drafts.get(name);
    Section block = blocks.get(name);
    if (done.containsKey(name) || draft == null || block == null) {
      return done.get(name);
    }
    if (!under.add(name)) {
      block.wrong("of", "leads back to " + name, "take one of " + under + " out");
      return null;
    }
    List<String> names = block.readAll("of", text -> text, "write names of checks");
    if (names.isEmpty()) {
      block.wrong("of", "names no check", "write [one, another]");
    }
    int needed = needed(draft.type(), names.size(), block);
    List<CheckSettings> members = members(names, block);
    under.remove(name);
    if (members.isEmpty() || members.size() < names.size() || needed > members.size()) {
      return null;
    }
    CheckSettings check =
        new CheckSettings(
            name, draft.timing(), new CompositeCheck(needed, members), draft.inverted());
    done.put(name, check);
    return check;
  }

  private static int needed(String type, int members, Section block) {
    if (!type.equals("at-least")) {
      return type.equals("all-of") ? members : 1;
    }
    int needed = block.integer("needed", 1, MOST_MEMBERS);
    if (needed > members) {
      block.wrong("needed", "is more than the checks in of", "write " + members + " or less");
    }
    return needed;
  }

  private List<CheckSettings> members(List<String> names, Section block) {
    List<CheckSettings> members = new ArrayList<>();
    for (String name : names) {
      Section member = blocks.get(name);
      if (member == null) {
        String at = Findings.element(block.path("of"), name);
        String near = Suggestion.nearest(name, blocks.keySet());
        findings.error(
            at,
            "unknown-check",
            "check " + name + " is not defined",
            near == null ? "define it in checks" : "did you mean " + near + "?");
        continue;
      }
      CheckSettings check = resolve(name);
      if (check != null) {
        members.add(check);
      }
    }
    return members;
  }
}
