package dev.leeward.node;

import dev.leeward.config.Settings;
import dev.leeward.control.ProbeView;
import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import dev.leeward.health.VertxProber;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Probes that an operator asked for: only of what the configuration probes anyway. Immutable. */
final class ProbeNow {
  private final Settings settings;
  private final Topology topology;
  private final VertxProber prober;

  ProbeNow(Settings settings, Topology topology, VertxProber prober) {
    this.settings = settings;
    this.topology = topology;
    this.prober = prober;
  }

  CompletionStage<Optional<ProbeView>> probe(String where, @Nullable String checkName) {
    List<CompletableFuture<ProbeView.Probed>> probes = new ArrayList<>();
    for (Target target : targets(where)) {
      CheckSettings check = settings.checks().get(checkName == null ? target.check() : checkName);
      if (check != null) {
        probes.add(probe(target, check));
      }
    }
    return probes.isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : CompletableFuture.allOf(probes.toArray(CompletableFuture<?>[]::new))
            .thenApply(_ ->
                Optional.of(
                    new ProbeView(
                        settings.instance(),
                        probes.stream().map(CompletableFuture::join).toList())));
  }

  private List<Target> targets(String where) {
    return topology.services().stream()
        .flatMap(plan -> plan.records().stream())
        .filter(record ->
            record.target().endpoint().text().equalsIgnoreCase(where)
                || isName(record.owner(), where))
        .map(record -> record.target())
        .distinct()
        .flatMap(target -> prober.places(target).stream())
        .sorted()
        .toList();
  }

  private static boolean isName(Name owner, String where) {
    try {
      return owner.equals(Name.parse(where));
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private CompletableFuture<ProbeView.Probed> probe(Target target, CheckSettings check) {
    CompletableFuture<ProbeView.Probed> probed = new CompletableFuture<>();
    List<ProbeView.Step> steps = new ArrayList<>();
    prober.probe(
        new ProbeStart(target, check, 0, System.nanoTime()),
        (what, after) -> steps.add(new ProbeView.Step(what, after)),
        result -> probed.complete(probed(target, check, result, List.copyOf(steps))));
    return probed;
  }

  private static ProbeView.Probed probed(
      Target target, CheckSettings check, ProbeResult result, List<ProbeView.Step> steps) {
    ProbeResult.Notes notes =
        result instanceof ProbeResult.Healthy healthy ? healthy.notes() : ProbeResult.Notes.NONE;
    return new ProbeView.Probed(
        target.id(),
        target.endpoint().region(),
        check.name(),
        TargetViews.word(result),
        result.took(),
        result.reason(),
        notes.warning(),
        notes.capacity(),
        steps);
  }
}
