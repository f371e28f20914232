package dev.leeward.node;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A random schedule of what can go wrong, each fault with its end. */
final class RandomFaults {
  private static final List<String> ENDPOINTS =
      List.of("192.0.2.10", "192.0.2.11", "198.51.100.10");

  private final Simulation simulation;
  private final Random random;

  RandomFaults(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random;
  }

  void plan(Duration span) {
    int faults = 4 + random.nextInt(12);
    for (int i = 0; i < faults; i++) {
      simulation.after(simulation.between(2000, (int) span.toMillis()), this::happen);
    }
  }

  private void happen() {
    Duration lasts = simulation.between(500, 20_000);
    SimulatedInstance instance =
        simulation.instances.get(random.nextInt(simulation.instances.size()));
    switch (random.nextInt(9)) {
      case 0 -> region(true, lasts);
      case 1 -> region(false, lasts);
      case 2 -> endpoint(lasts);
      case 3 -> crash(instance, lasts);
      case 4 -> pause(instance, lasts);
      case 5 -> isolate(instance, lasts);
      case 6 -> oneWay(lasts);
      case 7 -> sick(instance, lasts);
      default -> lossOrOperator(instance, lasts);
    }
  }

  private void region(boolean hangs, Duration lasts) {
    List<String> endpoints =
        random.nextBoolean() ? ENDPOINTS.subList(0, 2) : ENDPOINTS.subList(2, 3);
    simulation.tell(endpoints + (hangs ? " hang" : " refuse"));
    (hangs ? simulation.hangingEndpoints : simulation.brokenEndpoints).addAll(endpoints);
    simulation.after(
        lasts,
        () ->
            (hangs ? simulation.hangingEndpoints : simulation.brokenEndpoints)
                .removeAll(endpoints));
  }

  private void endpoint(Duration lasts) {
    String endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
    simulation.tell(endpoint + " refuses");
    simulation.brokenEndpoints.add(endpoint);
    simulation.after(lasts, () -> simulation.brokenEndpoints.remove(endpoint));
  }

  private void crash(SimulatedInstance instance, Duration lasts) {
    boolean keepsDisk = random.nextBoolean();
    if (instance.isAlive()) {
      instance.crash();
      simulation.after(lasts, () -> restart(instance, keepsDisk));
    }
  }

  private static void restart(SimulatedInstance instance, boolean keepsDisk) {
    if (!instance.isAlive()) {
      instance.start(keepsDisk);
    }
  }

  private void pause(SimulatedInstance instance, Duration lasts) {
    if (instance.runs()) {
      instance.pause();
      simulation.after(lasts, instance::resume);
    }
  }

  private void isolate(SimulatedInstance instance, Duration lasts) {
    simulation.tell(instance.name + " is cut off");
    for (SimulatedInstance other : simulation.instances) {
      simulation.cut(instance.name, other.name);
      simulation.cut(other.name, instance.name);
    }
    simulation.after(lasts, simulation::healNetwork);
  }

  private void oneWay(Duration lasts) {
    String from = simulation.instances.get(random.nextInt(simulation.instances.size())).name;
    String to = simulation.instances.get(random.nextInt(simulation.instances.size())).name;
    simulation.tell(from + " no longer reaches " + to);
    simulation.cut(from, to);
    simulation.after(lasts, simulation::healNetwork);
  }

  private void sick(SimulatedInstance instance, Duration lasts) {
    simulation.tell(instance.name + " sees badly");
    instance.sick = true;
    simulation.after(lasts, () -> instance.sick = false);
  }

  private void lossOrOperator(SimulatedInstance instance, Duration lasts) {
    if (random.nextBoolean()) {
      simulation.tell("20 % of messages are lost");
      simulation.loss = 0.2;
      simulation.after(lasts, () -> simulation.loss = 0);
      return;
    }
    String region = Simulation.REGIONS.get(random.nextInt(2));
    switch (random.nextInt(4)) {
      case 0 -> {
        instance.pin(region, true);
        simulation.after(lasts, () -> instance.pin(region, false));
      }
      case 1 -> {
        instance.freeze(true);
        simulation.after(lasts, () -> instance.freeze(false));
      }
      default -> {
        instance.drain(region, true);
        simulation.after(lasts, () -> instance.drain(region, false));
      }
    }
  }

  /** Everything works again, and what operators forced is released by whoever lives. */
  static void endAll(Simulation simulation) {
    simulation.tell("all faults end");
    simulation.healNetwork();
    simulation.brokenEndpoints.clear();
    simulation.hangingEndpoints.clear();
    for (SimulatedInstance instance : simulation.instances) {
      instance.sick = false;
      instance.resume();
      restart(instance, true);
    }
    simulation.run(Duration.ofSeconds(5));
    SimulatedInstance operator = simulation.instances.getFirst();
    Simulation.REGIONS.forEach(region -> operator.drain(region, false));
    operator.pin(Simulation.REGIONS.getFirst(), false);
    operator.freeze(false);
  }
}
