package dev.leeward.node;

import dev.leeward.agreement.OverrideEntry;
import dev.leeward.control.DrillView;
import dev.leeward.control.DrillView.InstanceTimes;
import dev.leeward.control.DrillView.Line;
import dev.leeward.control.DrillView.ServiceTimes;
import dev.leeward.control.DrillView.State;
import dev.leeward.control.SimulateView;
import dev.leeward.control.StatusView;
import dev.leeward.failover.DrillRule;
import dev.leeward.failover.Loss;
import dev.leeward.health.CheckSettings;
import dev.leeward.node.DrillTimes.Stage;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what was watched to a report. Pure. */
final class DrillReport {
  private static final int MOST_TARGETS = 200;

  private final DrillWatch watch;
  private final String self;
  private final LoopSnapshot now;
  private final Map<String, Instance> instances;
  private final List<String> voters;
  private final long startNanos;
  private final OptionalLong endNanos;

  private DrillReport(DrillWatch watch, String self, LoopSnapshot now) {
    this.watch = watch;
    this.self = self;
    this.now = now;
    this.instances =
        now.settings().drills().instances().stream()
            .collect(Collectors.toMap(Instance::name, Function.identity()));
    this.voters = now.voters().stream().map(LoopSnapshot.VoterNow::name).toList();
    this.startNanos =
        watch
            .times(watch.begun().instance())
            .at(Stage.HEARD)
            .orElseGet(() -> watch.times(self).at(Stage.HEARD).orElseThrow());
    this.endNanos =
        watch.isOver()
            ? voters.stream()
                .map(watch::times)
                .flatMapToLong(times -> times.at(Stage.ENDED).stream())
                .min()
            : OptionalLong.empty();
  }

  /** While it runs or returns. */
  static DrillView of(DrillWatch watch, String self, LoopSnapshot now) {
    return new DrillReport(watch, self, now).view(watch.isOver() ? State.RETURNING : State.RUNNING);
  }

  /** Once nobody is waited for any more. */
  static DrillView finished(DrillWatch watch, String self, LoopSnapshot now) {
    DrillReport report = new DrillReport(watch, self, now);
    return report.view(report.outcome());
  }

  private State outcome() {
    OverrideEntry release = watch.release();
    if (release != null && !release.active() && release.reason().startsWith(DrillDesk.ABORTED)) {
      return State.ABORTED;
    }
    if (release != null || !watch.isOver()) {
      return State.STOPPED;
    }
    boolean all =
        voters.stream()
            .map(watch::times)
            .allMatch(times -> times.has(Stage.AWAY) && times.has(Stage.BACK));
    return all ? State.COMPLETED : State.INCOMPLETE;
  }

  private DrillView view(State state) {
    OverrideEntry drill = watch.drill();
    List<ServiceTimes> services = watch.moved().stream().map(this::service).toList();
    return new DrillView(
        DrillId.of(drill),
        state,
        watch.isShadow(),
        Objects.requireNonNull(drill.region()),
        drill.service(),
        drill.by(),
        drill.reason(),
        watch.begun().instance(),
        self,
        wall(startNanos),
        Instant.ofEpochMilli(drill.untilMillis()),
        Duration.ofMillis(drill.untilMillis() - drill.atMillis()),
        endNanos.isEmpty() ? null : wall(endNanos.getAsLong()),
        watch.isOver() ? endedBy() : null,
        voters.stream().map(this::instance).toList(),
        slowest(Stage.HEARD, voters),
        voters.stream().map(watch::outcomeOf).distinct().count() == 1,
        watch.isShadow() ? null : slowest(Stage.AWAY, serving()),
        watch.isShadow() ? null : slowest(Stage.BACK, serving()),
        verdict(services),
        services,
        votes(watch.first()),
        watch.last() == null ? List.of() : votes(watch.last()),
        realLoss(drill),
        timeline());
  }

  private String endedBy() {
    OverrideEntry release = watch.release();
    if (release == null) {
      return "its time is over";
    }
    return release.active() ? "another drill took its place" : release.attribution();
  }

  private Instant wall(long nanos) {
    return Instant.ofEpochMilli(
        now.at().wallMillis() - Math.floorDiv(now.at().nanos() - nanos, 1_000_000L));
  }

  private List<String> serving() {
    return voters.stream().filter(voter -> !isWitness(voter)).toList();
  }

  private boolean isWitness(String voter) {
    Instance instance = instances.get(voter);
    return instance != null && instance.isWitness();
  }

  private InstanceTimes instance(String voter) {
    Instance instance = instances.get(voter);
    DrillTimes times = watch.times(voter);
    return new InstanceTimes(
        voter,
        instance == null ? null : instance.region(),
        isWitness(voter),
        since(times, Stage.HEARD),
        since(times, Stage.AWAY),
        since(times, Stage.ENDED),
        since(times, Stage.BACK),
        times.has(Stage.HEARD) ? Duration.ofNanos(times.errorNanos()) : null,
        watch.outcomeOf(voter));
  }

  /** From the drill's start or its end, whichever the stage belongs to. */
  private @Nullable Duration since(DrillTimes times, Stage stage) {
    OptionalLong at = times.at(stage);
    OptionalLong from =
        switch (stage) {
          case HEARD, AWAY -> OptionalLong.of(startNanos);
          case ENDED, BACK -> endNanos;
        };
    return at.isEmpty() || from.isEmpty()
        ? null
        : Duration.ofNanos(Math.max(0, at.getAsLong() - from.getAsLong()));
  }

  private @Nullable Duration slowest(Stage stage, List<String> of) {
    Duration slowest = Duration.ZERO;
    for (String voter : of) {
      Duration each = since(watch.times(voter), stage);
      if (each == null) {
        return null;
      }
      slowest = each.compareTo(slowest) > 0 ? each : slowest;
    }
    return slowest;
  }

  private ServiceTimes service(ServicePlan plan) {
    String name = plan.service().name();
    Duration objective = now.settings().drills().objectives().get(name);
    Duration detection = detection(plan);
    Duration answer = slowest(Stage.AWAY, watch.isShadow() ? voters : serving());
    Duration recovery = detection == null || answer == null ? null : detection.plus(answer);
    String verdict =
        objective == null
            ? "no-objective"
            : recovery == null
                ? "not-measured"
                : recovery.compareTo(objective) <= 0 ? "met" : "missed";
    return new ServiceTimes(
        name,
        watch.before(plan),
        watch.rehearsed(plan).regions(),
        objective,
        detection,
        answer,
        recovery,
        Duration.ofSeconds(plan.service().ttl()),
        verdict);
  }

  /** As an outage where nothing answers would be seen by the slowest of the region's checks. */
  private @Nullable Duration detection(ServicePlan plan) {
    return plan.targets().stream()
        .filter(target -> target.endpoint().region().equals(watch.drill().region()))
        .map(target -> now.settings().checks().get(target.check()))
        .filter(Objects::nonNull)
        .map(CheckSettings::timing)
        .map(timing -> timing.worstCaseToDown())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static String verdict(List<ServiceTimes> services) {
    for (String verdict : List.of("missed", "not-measured", "met")) {
      if (services.stream().anyMatch(each -> each.verdict().equals(verdict))) {
        return verdict;
      }
    }
    return "no-objective";
  }

  private List<StatusView.TargetView> votes(LoopSnapshot at) {
    Set<String> targets =
        DrillRule.affected(at.settings().topology(), watch.drill()).stream()
            .flatMap(plan -> plan.targets().stream())
            .map(Target::id)
            .collect(Collectors.toSet());
    return new Views(at, instances)
        .targets().stream()
            .filter(each -> targets.contains(each.id()))
            .limit(MOST_TARGETS)
            .toList();
  }

  private @Nullable SimulateView realLoss(OverrideEntry drill) {
    try {
      return Simulate.running(watch.first(), now.settings().drills().instances())
          .withoutDrill()
          .lose(List.of("region:" + drill.region()));
    } catch (Loss.UnknownException e) {
      return null;
    }
  }

  private List<Line> timeline() {
    List<Line> lines = new ArrayList<>();
    for (String voter : voters) {
      DrillTimes times = watch.times(voter);
      String away = watch.isShadow() ? " has decided" : " answers without the region";
      line(times, Stage.HEARD, voter + " has the drill", lines);
      line(times, Stage.AWAY, voter + away, lines);
      line(times, Stage.ENDED, voter + " sees the end", lines);
      line(times, Stage.BACK, voter + " answers as before", lines);
    }
    lines.sort(Comparator.comparing(Line::elapsed));
    return lines;
  }

  private void line(DrillTimes times, Stage stage, String what, List<Line> lines) {
    times
        .at(stage)
        .ifPresent(at -> lines.add(new Line(Duration.ofNanos(Math.max(0, at - startNanos)), what)));
  }
}
