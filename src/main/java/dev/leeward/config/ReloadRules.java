package dev.leeward.config;

import dev.leeward.topology.Instance;
import dev.leeward.zone.Zone;
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
    needsRestart(running.isWitness() == next.isWitness(), "role", next, findings);
    needsRestart(sameState, "state-directory", next, findings);
    needsRestart(sameKey, "private-key-file", next, findings);
    needsRestart(running.cluster().equals(next.cluster()), "cluster", next, findings);
    boolean sameResolvers = running.probes().resolvers().equals(next.probes().resolvers());
    boolean sameOtlp = Objects.equals(running.otlp(), next.otlp());
    needsRestart(sameOtlp, "otlp", next, findings);
    needsRestart(sameResolvers, "probes.resolvers", next, findings);
    needsRestart(sameKind, "instances (from or to a single one)", next, findings);
    if (sameKind) {
      voters(running, next, findings);
    }
    return findings;
  }

  /**
   * What the zones' new content must not do unasked, and what is suspicious in it.
   *
   * @param force whether a zone may shrink
   */
  public static List<Finding> compareZones(Loaded running, Loaded next, boolean force) {
    List<Finding> findings = new ArrayList<>();
    Settings settings = Objects.requireNonNull(next.settings());
    for (Settings.ZoneFile file : settings.zones()) {
      Zone before = running.zones().get(file.origin());
      Zone after = next.zones().get(file.origin());
      if (before != null && after != null && before.contentDigest() != after.contentDigest()) {
        shrink(file, before, after, settings.maxShrink(), force, findings);
        serial(file, before, after, findings);
      }
    }
    return findings;
  }

  /** Half a file, or the wrong one, loads too. */
  private static void shrink(
      Settings.ZoneFile file,
      Zone before,
      Zone after,
      double maxShrink,
      boolean force,
      List<Finding> findings) {
    int lost = before.recordCount() - after.recordCount();
    // Divided, 29 of 100 is exactly what 0.29 is read as; multiplied, 100 times 0.29 is less than
    // 29.
    if ((double) lost / before.recordCount() > maxShrink) {
      findings.add(
          new Finding(
              force ? Finding.Severity.WARNING : Finding.Severity.ERROR,
              "zone-shrinks",
              file.file().toString(),
              0,
              "zone %s shrinks from %d records to %d, by more than reload.max-shrink = %s"
                  .formatted(file.origin(), before.recordCount(), after.recordCount(), maxShrink),
              "look whether the file is whole; if it is meant, reload with --force"));
    }
  }

  /** RFC 1982: half of all numbers are before a serial, the other half behind it. */
  private static void serial(
      Settings.ZoneFile file, Zone before, Zone after, List<Finding> findings) {
    int step = (int) (after.serial() - before.serial());
    if (step <= 0) {
      findings.add(
          new Finding(
              Finding.Severity.WARNING,
              step == 0 ? "serial-unchanged" : "serial-backwards",
              file.file().toString(),
              0,
              "zone %s changed, its serial %s"
                  .formatted(
                      file.origin(),
                      step == 0
                          ? before.serial() + " did not"
                          : "went back from " + before.serial() + " to " + after.serial()),
              "raise the serial with every change: secondaries go by it"));
    }
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
