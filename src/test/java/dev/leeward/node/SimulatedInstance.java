package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.HealthObserver;
import dev.leeward.health.Opinion;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import dev.leeward.serving.Serving;
import dev.leeward.serving.ServingState;
import dev.leeward.topology.Target;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the simulation: the real decision loop, health monitor and ledger over a
 * simulated network, disk and clock.
 */
final class SimulatedInstance implements BallotExchange {
  final String name;
  private final Simulation simulation;
  private final List<Consumer<SimulatedInstance>> buffered = new ArrayList<>();
  private final Map<Target, Long> lastDownNanos = new HashMap<>();
  Ledger disk = Ledger.EMPTY;
  boolean sick;
  private @Nullable DecisionLoop loop;
  private @Nullable Serving serving;
  private long life;
  private boolean paused;
  private long wakeScheduledFor = Long.MAX_VALUE;

  SimulatedInstance(Simulation simulation, String name) {
    this.simulation = simulation;
    this.name = name;
  }

  boolean isAlive() {
    return loop != null;
  }

  boolean runs() {
    return loop != null && !paused;
  }

  DecisionLoop loop() {
    return java.util.Objects.requireNonNull(loop);
  }

  Serving serving() {
    return java.util.Objects.requireNonNull(serving);
  }

  /**
   * @param keepsDisk whether the last life's ledger is still there
   */
  void start(boolean keepsDisk) {
    if (!keepsDisk) {
      disk = Ledger.EMPTY;
    }
    life++;
    Serving fresh = new Serving(ServingState.unsteered(new ZoneSet(List.of())));
    Moment now = simulation.now();
    VotingIdentity identity =
        new VotingIdentity(
            name,
            now.wallMillis() + life,
            SimulatedSignatures.signer(name),
            new SimulatedSignatures(),
            Duration.ofSeconds(1),
            Simulation.EXPIRY);
    DecisionLoop.LoopPorts ports =
        new DecisionLoop.LoopPorts(
            this::probe,
            this::onResult,
            this,
            ledger -> disk = ledger,
            fresh,
            (kind, subject, text) ->
                simulation.tell(name + " " + kind + " " + subject + " " + text));
    HealthMonitor health =
        new HealthMonitor(
            new Random(simulation.random.nextLong()), Duration.ofMillis(500), HealthObserver.NONE);
    serving = fresh;
    loop = new DecisionLoop(ports, identity, simulation.settings(), disk, health);
    paused = false;
    buffered.clear();
    lastDownNanos.clear();
    loop.start(now);
    turn();
    simulation.instances.stream()
        .filter(peer -> peer != this && peer.runs())
        .forEach(peer -> peer.loop().greet(name));
  }

  void crash() {
    loop = null;
    life++;
    simulation.tell(name + " crashes");
  }

  void pause() {
    paused = true;
    simulation.tell(name + " pauses");
  }

  /** What came meanwhile was buffered, as in a socket. */
  void resume() {
    if (paused) {
      paused = false;
      simulation.tell(name + " resumes");
      List<Consumer<SimulatedInstance>> waiting = List.copyOf(buffered);
      buffered.clear();
      if (loop != null) {
        turn();
        waiting.forEach(this::receive);
      }
    }
  }

  void drain(String region, boolean active) {
    force(Kind.DRAIN, region, null, active);
  }

  void pin(String region, boolean active) {
    force(Kind.PIN, region, Simulation.SERVICE, active);
  }

  void freeze(boolean active) {
    force(Kind.FREEZE, null, null, active);
  }

  private void force(Kind kind, @Nullable String region, @Nullable String service, boolean active) {
    if (runs()) {
      OverrideEntry entry = override(kind, region, service, active, 1);
      long standing =
          loop().ledger().overrides().stream()
              .filter(each -> each.key().equals(entry.key()))
              .mapToLong(OverrideEntry::term)
              .max()
              .orElse(0);
      simulation.tell(name + " takes " + entry.key() + (active ? "" : " back"));
      loop().override(override(kind, region, service, active, standing + 1), simulation.now());
      afterwards();
    }
  }

  private OverrideEntry override(
      Kind kind, @Nullable String region, @Nullable String service, boolean active, long term) {
    return new OverrideEntry(
        kind,
        region,
        service,
        active,
        term,
        "simulated",
        "test",
        simulation.now().wallMillis(),
        Long.MAX_VALUE);
  }

  void receive(Consumer<SimulatedInstance> message) {
    if (loop == null) {
      return;
    }
    if (paused) {
      buffered.add(message);
      return;
    }
    message.accept(this);
    turn();
  }

  private void turn() {
    loop().turn(simulation.now());
    afterwards();
  }

  private void afterwards() {
    rememberOpinions();
    simulation.check(this);
    long wake = loop().wakeNanos();
    if (wake < wakeScheduledFor || wakeScheduledFor <= simulation.nowNanos()) {
      wakeScheduledFor = wake;
      long thisLife = life;
      simulation.after(Duration.ofNanos(wake - simulation.nowNanos()), () -> wakeUp(thisLife));
    }
  }

  private void wakeUp(long ofLife) {
    if (ofLife == life && loop != null) {
      wakeScheduledFor = Long.MAX_VALUE;
      receive(self -> {});
    }
  }

  private void rememberOpinions() {
    loop().snapshot(simulation.now()).targets().stream()
        .filter(each -> each.opinion().state() == Opinion.State.DOWN)
        .forEach(each -> lastDownNanos.put(each.target(), simulation.nowNanos()));
  }

  /** Whether this voter itself held the target for down within that time. */
  boolean saidDownWithin(Target target, Duration time) {
    Long last = lastDownNanos.get(target);
    return last != null && simulation.nowNanos() - last <= time.toNanos();
  }

  private void probe(ProbeStart start, Consumer<ProbeResult> done) {
    String address = start.target().endpoint().toString();
    boolean hangs =
        simulation.hangingEndpoints.contains(address) || sick && simulation.random.nextInt(10) < 9;
    boolean refuses = simulation.brokenEndpoints.contains(address);
    Duration timeout = start.check().timing().timeout();
    Duration took = hangs ? timeout : simulation.between(2, 160);
    ProbeResult result =
        hangs
            ? new ProbeResult.TimedOut(timeout)
            : refuses
                ? new ProbeResult.Failed("refused", took, false)
                : new ProbeResult.Healthy(took);
    simulation.after(took, () -> done.accept(result));
  }

  private void onResult(ProbeStart start, ProbeResult result) {
    long ofLife = life;
    receive(self -> {
      if (ofLife == life) {
        loop().onProbeResult(start, result, simulation.now());
      }
    });
  }

  private void toAll(
      java.util.function.BiConsumer<String, Consumer<SimulatedInstance>> carrier,
      Consumer<SimulatedInstance> arrival) {
    simulation.instances.stream()
        .filter(peer -> peer != this)
        .forEach(peer -> carrier.accept(peer.name, arrival));
  }

  @Override
  public void sendBallot(byte[] signedBallot) {
    toAll(
        (peer, arrival) -> simulation.carry(name, peer, arrival),
        peer -> peer.loop().onBallot(name, signedBallot, simulation.now()));
  }

  @Override
  public void sendBallotTo(String peer, byte[] signedBallot) {
    simulation.carry(
        name, peer, other -> other.loop().onBallot(name, signedBallot, simulation.now()));
  }

  @Override
  public void sendLedger(byte[] entries) {
    toAll(
        (peer, arrival) -> simulation.carry(name, peer, arrival),
        peer -> peer.loop().onLedger(entries, LedgerBook.Source.LINK, name, simulation.now()));
  }

  @Override
  public void sendLedgerTo(String peer, byte[] entries) {
    simulation.carry(
        name,
        peer,
        other -> other.loop().onLedger(entries, LedgerBook.Source.LINK, name, simulation.now()));
  }
}
