package dev.leeward.config;

import dev.leeward.topology.Instance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reload may not change. */
public final class ReloadRules {
  private ReloadRules() {}

  /** Errors for what needs a restart, and for electorates whose quorums might not meet. */
  public static List<Finding> compare(Settings running, Settings next) {
    List<Finding> findings = new ArrayList<>();
    boolean sameListen =
        running.dns().equals(next.dns())
            && running.api().equals(next.api())
            && Objects.equals(running.link(), next.link());
    boolean sameKey = Objects.equals(running.privateKeyFile(), next.privateKeyFile());
    boolean sameKind = running.isSingle() == next.isSingle();
    boolean sameState = running.stateDirectory().equals(next.stateDirectory());
    needsRestart(running.instance().equals(next.instance()), "instance", next, findings);
    needsRestart(sameListen, "listen", next, findings);
    needsRestart(sameState, "state-directory", next, findings);
    needsRestart(sameKey, "private-key-file", next, findings);
    needsRestart(running.cluster().equals(next.cluster()), "cluster", next, findings);
    needsRestart(sameKind, "instances (from or to a single one)", next, findings);
    if (sameKind) {
      voters(running, next, findings);
    }
    return findings;
  }

  private static void voters(Settings running, Settings next, List<Finding> findings) {
    Set<String> changed = new TreeSet<>(names(running));
    changed.addAll(names(next));
    Set<String> inBoth = new HashSet<>(names(running));
    inBoth.retainAll(names(next));
    changed.removeAll(inBoth);
    if (changed.size() > 1) {
      findings.add(
          refusal(
              next,
              "too-many-voters-changed",
              "voters "
                  + String.join(", ", changed)
                  + " come or go at once: old and new majorities might not meet",
              "add or remove one at a time"));
    }
  }

  private static Set<String> names(Settings settings) {
    return settings.instances().stream().map(Instance::name).collect(Collectors.toSet());
  }

  private static void needsRestart(
      boolean same, String key, Settings next, List<Finding> findings) {
    if (!same) {
      findings.add(
          refusal(
              next,
              "needs-restart",
              key + " differs from what is running",
              "a change of it needs a restart"));
    }
  }

  private static Finding refusal(Settings next, String code, String what, String whatToDo) {
    String file = next.file().toString();
    return new Finding(Finding.Severity.ERROR, code, file, 0, what, whatToDo);
  }
}
