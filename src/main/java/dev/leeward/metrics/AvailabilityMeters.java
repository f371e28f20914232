package dev.leeward.metrics;

import dev.leeward.availability.AvailabilityObserver;
import dev.leeward.availability.Judgement;
import dev.leeward.control.AvailabilityView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What other instances answered, and what is left of the error budgets. Counters are told by the
 * observatory's thread, gauges are owned by whoever scrapes.
 */
final class AvailabilityMeters implements AvailabilityObserver {
  private final MeterRegistry registry;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final GaugeRows observing;
  private final GaugeRows ratio;
  private final GaugeRows objective;
  private final GaugeRows budget;
  private final GaugeRows burn;

  AvailabilityMeters(MeterRegistry registry) {
    this.registry = registry;
    this.observing =
        gauge("leeward.availability.observing", "1 while any other instance answers this one");
    this.ratio =
        gauge("leeward.availability.ratio", "Good answers of all in the window, as seen from here");
    this.objective = gauge("leeward.availability.objective.ratio", "The share that is to be good");
    this.budget =
        gauge(
            "leeward.availability.budget.left.ratio",
            "Share of the window's error budget that is left; below 0 the objective is missed");
    this.burn =
        gauge(
            "leeward.availability.burn.rate",
            "How many times faster than allowed the budget went in the last hour");
  }

  private GaugeRows gauge(String name, String description) {
    return new GaugeRows(name, description, registry);
  }

  @Override
  public void judged(String service, String instance, Judgement judgement) {
    if (known.add(service + " " + instance)) {
      // A rate finds a zero rather than nothing.
      Stream.of(Judgement.values())
          .filter(Judgement::counts)
          .forEach(each -> counter(service, instance, each).increment(0));
    }
    counter(service, instance, judgement).increment();
  }

  private Counter counter(String service, String instance, Judgement judgement) {
    return Counter.builder(
            judgement.counts() ? "leeward.availability.answers" : "leeward.availability.unjudged")
        .description(
            judgement.counts()
                ? "Answers of other instances to clients' questions, by what they are worth"
                : "Questions that say nothing of whom they were asked, and why")
        .tags("service", service, "peer", instance)
        .tag(judgement.counts() ? "outcome" : "reason", judgement.word())
        .register(registry);
  }

  void show(AvailabilityView view) {
    List<AvailabilityView.ServiceView> all = view.services();
    observing.show(
        view.enabled()
            ? List.of(new GaugeRows.Row(Tags.empty(), view.observing() ? 1 : 0))
            : List.of());
    ratio.show(
        rows(
            all.stream().filter(each -> each.ratio() != null).toList(),
            each -> each.ratio() == null ? Double.NaN : each.ratio()));
    objective.show(rows(all, AvailabilityView.ServiceView::objective));
    budget.show(rows(all, AvailabilityView.ServiceView::budgetLeft));
    burn.show(rows(all, AvailabilityView.ServiceView::burnRate));
  }

  private static List<GaugeRows.Row> rows(
      List<AvailabilityView.ServiceView> services,
      ToDoubleFunction<AvailabilityView.ServiceView> value) {
    return services.stream()
        .map(each -> new GaugeRows.Row(Tags.of("service", each.name()), value.applyAsDouble(each)))
        .toList();
  }
}
