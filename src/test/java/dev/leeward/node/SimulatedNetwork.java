package dev.leeward.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** A ballot by its octets: who sent it, when, and whose ballots it had by then. */
  private record Sent(String voter, long atNanos, Map<String, Long> heard) {}

  private final Map<Integer, Sent> ballots = new HashMap<>();

  /** By instance: when the newest ballot that it has of each voter was sent. */
  private final Map<String, Map<String, Long>> heard = new HashMap<>();

  /** By instance: when the newest ballot of its own was sent that each voter answered to it. */
  private final Map<String, Map<String, Long>> answered = new HashMap<>();

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
    Runnable arrival = () -> simulation.instance(to).receive(message);
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

  /** Into the network's own book, whatever the ballot says. */
  void sent(String voter, byte[] ballot) {
    Sent sent =
        new Sent(voter, simulation.nowNanos(), Map.copyOf(heard.getOrDefault(voter, Map.of())));
    ballots.put(Arrays.hashCode(ballot), sent);
  }

  /** Directly or through another. */
  void arrived(String at, byte[] ballot) {
    Sent sent = ballots.get(Arrays.hashCode(ballot));
    if (sent != null && !sent.voter.equals(at)) {
      note(heard, at, sent.voter, sent.atNanos);
      Long mine = sent.heard.get(at);
      if (mine != null) {
        note(answered, at, sent.voter, mine);
      }
    }
  }

  private static void note(
      Map<String, Map<String, Long>> book, String at, String voter, long atNanos) {
    book.computeIfAbsent(at, name -> new TreeMap<>()).merge(voter, atNanos, Math::max);
  }

  /** A new life has heard nobody. */
  void forget(String name) {
    heard.remove(name);
    answered.remove(name);
  }

  /** How many others have answered, both ways, what it sent since then in this life. */
  long answeringSince(SimulatedInstance instance, long nanos) {
    long since = Math.max(nanos, instance.bornNanos());
    return answered.getOrDefault(instance.name, Map.of()).values().stream()
        .filter(each -> each >= since)
        .count();
  }
}
