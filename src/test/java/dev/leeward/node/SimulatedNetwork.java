package dev.leeward.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Carries messages between instances: late, twice, in another order, or not at all. It knows who
 * could have heard whom, whatever the ballots say.
 */
final class SimulatedNetwork {
  private record Link(String from, String to) {}

  /** Links on which nothing arrives. What is held instead of lost arrives when the cut ends. */
  private record Cut(Predicate<Link> links, boolean holds, List<Runnable> held) {}

  private final Simulation simulation;
  private final List<Cut> cuts = new ArrayList<>();

  /** When the newest message that {@code to} has processed of {@code from} was sent. */
  private final Map<Link, Long> processed = new HashMap<>();

  /** When the newest message of {@code to} was sent that {@code from} answered to it. */
  private final Map<Link, Long> answered = new HashMap<>();

  double loss;
  int slowestMillis = 100;

  SimulatedNetwork(Simulation simulation) {
    this.simulation = simulation;
  }

  /** One way, until the result is run. */
  Runnable cut(String from, String to) {
    return begin(new Cut(new Link(from, to)::equals, false, List.of()));
  }

  /** As TCP does: what was sent meanwhile arrives afterwards. */
  Runnable stall(String from, String to) {
    return begin(new Cut(new Link(from, to)::equals, true, new ArrayList<>()));
  }

  /** Nothing passes between these and all others. */
  Runnable separate(List<String> side) {
    return begin(
        new Cut(link -> side.contains(link.from) != side.contains(link.to), false, List.of()));
  }

  Runnable separateAll() {
    return begin(new Cut(link -> true, false, List.of()));
  }

  private Runnable begin(Cut cut) {
    cuts.add(cut);
    return () -> end(cut);
  }

  private void end(Cut cut) {
    if (cuts.remove(cut)) {
      cut.held.forEach(message -> simulation.after(latency(), message));
    }
  }

  void heal() {
    loss = 0;
    slowestMillis = 100;
    List.copyOf(cuts).forEach(this::end);
  }

  private Duration latency() {
    return simulation.between(5, slowestMillis);
  }

  void carry(String from, String to, Consumer<SimulatedInstance> message) {
    Link link = new Link(from, to);
    Runnable arrival = arrival(link, message);
    for (Cut cut : cuts) {
      if (cut.links.test(link)) {
        if (cut.holds) {
          cut.held.add(arrival);
        }
        return;
      }
    }
    if (loss > 0 && simulation.random.nextDouble() < loss) {
      return;
    }
    int copies = simulation.random.nextInt(50) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      simulation.after(latency(), arrival);
    }
  }

  private Runnable arrival(Link link, Consumer<SimulatedInstance> message) {
    long sentNanos = simulation.nowNanos();
    Long answers = processed.get(new Link(link.to, link.from));
    return () ->
        simulation
            .instance(link.to)
            .receive(self -> {
              processed.merge(link, sentNanos, Math::max);
              if (answers != null) {
                answered.merge(link, answers, Math::max);
              }
              message.accept(self);
            });
  }

  /** A new life has heard nobody, and nobody has heard it. */
  void forget(String name) {
    processed.keySet().removeIf(link -> link.from.equals(name) || link.to.equals(name));
    answered.keySet().removeIf(link -> link.from.equals(name) || link.to.equals(name));
  }

  /** How many others have answered what it sent within that time, by the network's own book. */
  long answeringWithin(String name, Duration time) {
    long since = simulation.nowNanos() - time.toNanos();
    return answered.entrySet().stream()
        .filter(each -> each.getKey().to.equals(name) && each.getValue() >= since)
        .count();
  }
}
