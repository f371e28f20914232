package dev.leeward.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A random schedule of what can go wrong, each fault with its end. */
final class RandomFaults {
  /** How many different faults there are; {@link #begin} has a case for each. */
  private static final int KINDS = 22;

  private final Simulation simulation;
  private final Random random;
  private boolean over;
  private boolean rolling;
  private boolean grown;
  private SimulatedConfiguration newest;

  RandomFaults(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random;
    this.newest = simulation.instances.getFirst().configuration();
  }

  void plan(Duration span) {
    int faults = 5 + random.nextInt(12);
    for (int i = 0; i < faults; i++) {
      Duration lasts = simulation.between(500, 12_000);
      simulation.after(
          simulation.between(2000, (int) span.toMillis()),
          () -> begin(random.nextInt(KINDS), lasts));
    }
  }

  private void begin(int kind, Duration lasts) {
    SimulatedInstance any = anyOf(simulation.instances);
    switch (kind) {
      case 0, 1 -> lasting(this::hangingRegion, lasts);
      case 2, 3 -> lasting(this::refusingRegion, lasts);
      case 4 -> lasting(this::refusingEndpoint, lasts);
      case 5, 6 -> crash(any, lasts);
      case 7 -> pause(any, lasts);
      case 8 -> suspend(any, lasts);
      case 9 -> lasting(() -> cutOff(List.of(any.name)), lasts);
      case 10 -> lasting(() -> cutOff(someNames()), lasts);
      case 11 -> lasting(this::oneWay, lasts);
      case 12 -> lasting(() -> stalled(any), lasts);
      case 13 -> lasting(this::lossy, lasts);
      case 14 -> lasting(this::slow, lasts);
      case 15 -> lasting(() -> sick(any), lasts);
      case 16 -> slowDisk(any, lasts);
      case 17 -> jump(any);
      case 18 -> loseAllDisks(lasts);
      case 19 -> roll(lasts);
      default -> operate(any.operator, anyOf(simulation.instances).operator, lasts);
    }
  }

  private <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void lasting(Supplier<Runnable> fault, Duration lasts) {
    simulation.after(lasts, fault.get());
  }

  private Runnable hangingRegion() {
    String region = anyOf(SimulatedConfiguration.REGIONS);
    simulation.tell(region + " hangs");
    return simulation.world.hang(region);
  }

  private Runnable refusingRegion() {
    String region = anyOf(SimulatedConfiguration.REGIONS);
    simulation.tell(region + " refuses");
    return simulation.world.refuse(region);
  }

  private Runnable refusingEndpoint() {
    String endpoint = anyOf(newest.addresses(SimulatedConfiguration.WWW));
    simulation.tell(endpoint + " refuses");
    return simulation.world.refuse(endpoint);
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

  private void suspend(SimulatedInstance instance, Duration lasts) {
    if (instance.runs()) {
      instance.suspend();
      simulation.after(lasts, instance::resume);
    }
  }

  private Runnable cutOff(List<String> side) {
    simulation.tell(side + " are cut off from the others");
    return simulation.network.separate(side);
  }

  private List<String> someNames() {
    List<String> names =
        new ArrayList<>(simulation.instances.stream().map(each -> each.name).toList());
    Collections.shuffle(names, random);
    return List.copyOf(names.subList(0, (names.size() + 1) / 2));
  }

  private Runnable oneWay() {
    String from = anyOf(simulation.instances).name;
    String to = anyOf(simulation.instances).name;
    simulation.tell(from + " no longer reaches " + to);
    return simulation.network.cut(from, to);
  }

  private Runnable stalled(SimulatedInstance instance) {
    simulation.tell(instance.name + "'s messages are stuck");
    List<Runnable> ends =
        simulation.instances.stream()
            .map(other -> simulation.network.stall(instance.name, other.name))
            .toList();
    return () -> ends.forEach(Runnable::run);
  }

  private Runnable lossy() {
    simulation.tell("20 % of messages are lost");
    simulation.network.loss = 0.2;
    return () -> simulation.network.loss = 0;
  }

  private Runnable slow() {
    simulation.tell("messages take up to two seconds and overtake each other");
    simulation.network.slowestMillis = 2000;
    return () -> simulation.network.slowestMillis = 100;
  }

  private Runnable sick(SimulatedInstance instance) {
    simulation.tell(instance.name + " sees badly");
    instance.sick = true;
    return () -> instance.sick = false;
  }

  private void slowDisk(SimulatedInstance instance, Duration lasts) {
    simulation.tell(instance.name + "'s disk takes up to ten seconds, then it crashes");
    instance.disk.delay = simulation.between(1000, 10_000);
    simulation.after(
        lasts,
        () -> {
          if (!over && instance.isAlive() && random.nextBoolean()) {
            instance.crash();
            simulation.after(simulation.between(100, 5000), () -> restart(instance, true));
          }
          instance.disk.delay = SimulatedDisk.USUAL_DELAY;
        });
  }

  /** By seconds or by hours, forward or back; set right a while later, or with the last fault. */
  private void jump(SimulatedInstance instance) {
    int most = random.nextBoolean() ? 20_000 : 7_200_000;
    instance.jump(simulation.between(-most, most));
  }

  private void loseAllDisks(Duration lasts) {
    simulation.tell("all disks are lost at once");
    for (SimulatedInstance instance : simulation.instances) {
      if (instance.isAlive()) {
        instance.crash();
      }
      Duration until = Duration.ofMillis(random.nextInt((int) lasts.toMillis() / 4 + 1));
      simulation.after(until, () -> restart(instance, false));
    }
  }

  /** A new configuration, instance by instance; the next one only when all have this one. */
  private void roll(Duration lasts) {
    if (rolling) {
      return;
    }
    rolling = true;
    newest = edited();
    List<SimulatedInstance> order = new ArrayList<>(simulation.instances);
    Collections.shuffle(order, random);
    for (String voter : newest.voters()) {
      if (simulation.instances.stream().noneMatch(each -> each.name.equals(voter))) {
        SimulatedInstance added = simulation.add(voter, newest);
        simulation.after(
            simulation.between(0, (int) lasts.toMillis()), () -> restart(added, false));
      }
    }
    SimulatedConfiguration next = newest;
    Duration at = Duration.ZERO;
    for (SimulatedInstance each : order) {
      simulation.after(at, () -> each.reloadIfOld(next));
      at = at.plus(simulation.between(0, (int) lasts.toMillis() / order.size()));
    }
    simulation.after(at, () -> rolling = false);
  }

  private SimulatedConfiguration edited() {
    String www = SimulatedConfiguration.WWW;
    List<String> addresses = new ArrayList<>(newest.addresses(www));
    switch (random.nextInt(4)) {
      case 0 -> addresses.add("192.0.2." + (100 + random.nextInt(100)));
      case 1 -> addresses.set(addresses.size() - 1, "198.51.100." + (100 + random.nextInt(100)));
      case 2 -> addresses.set(0, "192.0.2." + (200 + random.nextInt(50)));
      default -> {
        if (!grown && newest.voters().size() > 1) {
          grown = true;
          List<String> voters = new ArrayList<>(newest.voters());
          voters.add(SimulatedConfiguration.voterName(voters.size()));
          simulation.tell("a voter is added: " + voters);
          return newest.withVoters(voters);
        }
      }
    }
    addresses = addresses.stream().distinct().toList();
    simulation.tell("a zone edit: " + addresses);
    return newest.withService(www, addresses);
  }

  /** Whoever takes it back may sit elsewhere. */
  private void operate(SimulatedOperator one, SimulatedOperator other, Duration lasts) {
    String region = anyOf(SimulatedConfiguration.REGIONS);
    switch (random.nextInt(6)) {
      case 0 -> {
        one.pin(region);
        simulation.after(lasts, other::unpin);
      }
      case 1 -> {
        one.freeze();
        simulation.after(lasts, other::thaw);
      }
      case 2 -> one.failback(SimulatedConfiguration.WWW);
      case 3 -> one.drainFor(region, lasts);
      default -> {
        one.drain(region);
        simulation.after(lasts, () -> other.undrain(region));
      }
    }
  }

  /** Everything works again: all run, all have the newest configuration. */
  void endAll() {
    over = true;
    simulation.tell("all faults end");
    simulation.network.heal();
    simulation.world.heal();
    for (SimulatedInstance instance : List.copyOf(simulation.instances)) {
      instance.sick = false;
      instance.disk.delay = SimulatedDisk.USUAL_DELAY;
      instance.resume();
      instance.clock.setRight();
      instance.reloadIfOld(newest);
      restart(instance, true);
    }
  }
}
