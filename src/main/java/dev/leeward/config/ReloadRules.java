package dev.leeward.config;

import dev.leeward.topology.Instance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reload may not change. */
public final class ReloadRules {
  private ReloadRules() {}

  /** Errors for what needs a restart, and for electorates whose quorums might not meet. */
  public static List<Finding> compare(Settings running, Settings next) {
    List<Finding> findings = new ArrayList<>();
    needsRestart(running.instance().equals(next.instance()), "instance", next, findings);
    boolean sameListen =
        running.dns().equals(next.dns())
            && running.api().equals(next.api())
            && java.util.Objects.equals(running.link(), next.link());
    needsRestart(sameListen, "listen", next, findings);
    needsRestart(
        running.stateDirectory().equals(next.stateDirectory()), "state-directory", next, findings);
    needsRestart(
        java.util.Objects.equals(running.privateKeyFile(), next.privateKeyFile()),
        "private-key-file",
        next,
        findings);
    needsRestart(
        running.isSingle() == next.isSingle(),
        "instances (from or to a single one)",
        next,
        findings);
    needsRestart(running.cluster().equals(next.cluster()), "cluster", next, findings);
    Set<String> before = names(running);
    Set<String> after = names(next);
    Set<String> changed = new HashSet<>(before);
    changed.addAll(after);
    changed.removeIf(name -> before.contains(name) && after.contains(name));
    if (changed.size() > 1) {
      findings.add(
          new Finding(
              Finding.Severity.ERROR,
              "too-many-voters-changed",
              next.file().toString(),
              1,
              "voters "
                  + String.join(", ", changed.stream().sorted().toList())
                  + " come or go at once: old and new majorities might not meet",
              "add or remove one at a time"));
    }
    return findings;
  }

  private static Set<String> names(Settings settings) {
    return settings.instances().stream().map(Instance::name).collect(Collectors.toSet());
  }

  private static void needsRestart(
      boolean same, String key, Settings next, List<Finding> findings) {
    if (!same) {
      findings.add(
          new Finding(
              Finding.Severity.ERROR,
              "needs-restart",
              next.file().toString(),
              1,
              key + " differs from the running one",
              "a change of it needs a restart"));
    }
  }
}
