package dev.leeward.node;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.BallotCodec;
import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.SignedBallot;
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
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the simulation: the real decision loop, health monitor, ledger and wire format
 * over a simulated network, disk and clock. It remembers what the invariants ask for, by itself and
 * not from what the loop believes.
 */
final class SimulatedInstance implements BallotExchange {
  /** Between two looks of the invariants while nothing changes. */
  static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private static final long STILL = Long.MAX_VALUE;

  /** A decision that this instance made, with what stood before it. */
  record Made(Decision standing, LedgerEntry.Decided decided) {}

  private record BallotName(long bootEpoch, long number) {}

  final String name;
  final SimulatedDisk disk;
  final SimulatedClock clock = new SimulatedClock();
  final SimulatedOperator operator;
  boolean sick;
  private final Simulation simulation;
  private final List<Consumer<SimulatedInstance>> buffered = new ArrayList<>();
  private final Map<BallotName, Long> sentNanos = new HashMap<>();
  private final Map<Target, Long> heldDownUntilNanos = new HashMap<>();
  private final Map<String, Decision> deciding = new HashMap<>();
  private final List<Made> made = new ArrayList<>();
  private SimulatedConfiguration files;
  private SimulatedConfiguration running;
  private @Nullable DecisionLoop loop;
  private @Nullable HealthMonitor health;
  private @Nullable Serving serving;
  private @Nullable LoopSnapshot seen;
  private long life;
  private long bornNanos;
  private boolean paused;
  private long wakeScheduledFor = STILL;
  private long lookedNanos = -1;
  private @Nullable Object lookedAt;
  private @Nullable Object lookedFrom;

  SimulatedInstance(Simulation simulation, String name, SimulatedConfiguration configuration) {
    this.simulation = simulation;
    this.name = name;
    this.files = configuration;
    this.running = configuration;
    this.disk = new SimulatedDisk(simulation);
    this.operator = new SimulatedOperator(simulation, this);
  }

  boolean isAlive() {
    return loop != null;
  }

  boolean runs() {
    return loop != null && !paused;
  }

  DecisionLoop loop() {
    return Objects.requireNonNull(loop);
  }

  Serving serving() {
    return Objects.requireNonNull(serving);
  }

  /** What its process runs, which may be older than what its files say. */
  SimulatedConfiguration configuration() {
    return running;
  }

  Moment now() {
    return clock.at(simulation.nowNanos());
  }

  long bornNanos() {
    return bornNanos;
  }

  /**
   * @param keepsDisk whether what the last life wrote is still there
   */
  void start(boolean keepsDisk) {
    if (!keepsDisk) {
      disk.wipe();
    }
    simulation.tell(name + " starts" + (keepsDisk ? " from its disk" : ""));
    simulation.network.forget(name);
    life++;
    bornNanos = simulation.nowNanos();
    paused = false;
    buffered.clear();
    wakeScheduledFor = STILL;
    running = files;
    Moment now = now();
    VotingIdentity identity =
        new VotingIdentity(
            name,
            disk.beginEpoch(now.wallMillis()),
            SimulatedSignatures.signer(name),
            new SimulatedSignatures(),
            Simulation.BEAT,
            Simulation.EXPIRY);
    serving = new Serving(ServingState.unsteered(new ZoneSet(List.of())));
    health =
        new HealthMonitor(
            new Random(simulation.random.nextLong()), Duration.ofMillis(500), HealthObserver.NONE);
    DecisionLoop.LoopPorts ports =
        new DecisionLoop.LoopPorts(
            this::probe, this::onResult, this, disk, serving(), new Listening());
    loop =
        new DecisionLoop(
            ports, identity, running.settings(null), disk.read(), Objects.requireNonNull(health));
    loop.start(now);
    turn();
    for (SimulatedInstance peer : List.copyOf(simulation.instances)) {
      if (peer != this && peer.runs()) {
        peer.loop().greet(name);
        loop().greet(peer.name);
      }
    }
  }

  void crash() {
    simulation.tell(name + " crashes");
    loop = null;
    life++;
    disk.crash();
    clock.resume(simulation.nowNanos());
    heldDownUntilNanos.replaceAll((target, until) -> Math.min(until, simulation.nowNanos()));
  }

  /** Its process stands still; its clocks go on. */
  void pause() {
    paused = true;
    simulation.tell(name + " pauses");
  }

  /** Its machine sleeps. */
  void suspend() {
    paused = true;
    clock.suspend(simulation.nowNanos());
    simulation.tell(name + " is suspended");
  }

  /** What came meanwhile was buffered, as in a socket. */
  void resume() {
    clock.resume(simulation.nowNanos());
    if (paused) {
      paused = false;
      simulation.tell(name + " resumes");
      List<Consumer<SimulatedInstance>> waiting = List.copyOf(buffered);
      buffered.clear();
      if (loop != null) {
        waiting.forEach(this::receive);
        turn();
      }
    }
  }

  void jump(Duration by) {
    if (runs()) {
      simulation.tell(name + "'s wall clock jumps by " + by);
      clock.jump(by);
      turn();
    }
  }

  /** Its files change; it reads them now, or when it can. */
  void reload(SimulatedConfiguration next) {
    files = next;
    receive(self -> {
      running = next;
      simulation.tell(name + " reloads");
      DecisionSettings settings = next.settings(loop().settings().electorate());
      Admission admission = Electorates.admission(settings, new SimulatedSignatures());
      loop().reconfigure(settings, admission, now());
    });
  }

  void reloadIfOld(SimulatedConfiguration next) {
    if (files != next || runs() && running != next) {
      reload(next);
    }
  }

  void force(OverrideEntry override) {
    LedgerEntry.Overridden entry = loop().override(override, now());
    simulation.invariants.forEach(each -> each.accepted(this, entry));
    afterwards();
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
    loop().turn(now());
    afterwards();
  }

  private void afterwards() {
    seen = null;
    lookNow();
    made.clear();
    deciding.clear();
    long wake = loop().wakeNanos();
    if (wake < wakeScheduledFor) {
      wakeScheduledFor = wake;
      simulation.after(Duration.ofNanos(wake - now().nanos()), () -> wakeUp(wake));
    }
  }

  /** At every change, and now and then for what time alone may break. */
  private void lookNow() {
    Object ledger = loop().ledger();
    Object served = serving().current();
    long now = simulation.nowNanos();
    if (ledger != lookedAt
        || served != lookedFrom
        || !made.isEmpty()
        || now - lookedNanos >= LOOK_NANOS) {
      lookedAt = ledger;
      lookedFrom = served;
      lookedNanos = now;
      simulation.check(this);
    }
  }

  private void wakeUp(long scheduledFor) {
    if (scheduledFor == wakeScheduledFor) {
      wakeScheduledFor = STILL;
      receive(self -> {});
    }
  }

  /** The decision plane as it stands after this event. */
  LoopSnapshot seen() {
    LoopSnapshot current = seen;
    if (current == null) {
      current = loop().snapshot(now());
      seen = current;
    }
    return current;
  }

  List<String> served(String service) {
    return seenNow().services().stream()
        .filter(each -> each.plan().service().name().equals(service))
        .findFirst()
        .orElseThrow()
        .selection()
        .regions();
  }

  LoopSnapshot seenNow() {
    seen = null;
    return seen();
  }

  /** The decisions that it made in this event. */
  List<Made> made() {
    return made;
  }

  /** When it really sent that ballot; empty for one that it never sent. */
  @Nullable Long sentNanos(Ballot ballot) {
    return sentNanos.get(new BallotName(ballot.bootEpoch(), ballot.number()));
  }

  /** Whether this voter itself held the target for down within that time. */
  boolean heldDownWithin(Target target, Duration time) {
    Long until = heldDownUntilNanos.get(target);
    return until != null && until >= simulation.nowNanos() - time.toNanos();
  }

  private void probe(ProbeStart start, Consumer<ProbeResult> done) {
    boolean hangs =
        simulation.world.hangs(start.target().endpoint())
            || sick && simulation.random.nextInt(10) < 9;
    Duration timeout = start.timeout();
    Duration answered = simulation.between(2, 160);
    boolean tooLate = hangs || answered.compareTo(timeout) >= 0;
    Duration took = tooLate ? timeout : answered;
    ProbeResult result =
        tooLate
            ? new ProbeResult.TimedOut(timeout)
            : simulation.world.refuses(start.target().endpoint())
                ? new ProbeResult.Failed("refused", took)
                : new ProbeResult.Healthy(took);
    simulation.after(took, () -> done.accept(result));
  }

  private void onResult(ProbeStart start, ProbeResult result) {
    long ofLife = life;
    receive(self -> {
      if (ofLife == life) {
        loop().onProbeResult(start, result, now());
        rememberOpinion(start.target());
      }
    });
  }

  private void rememberOpinion(Target target) {
    boolean down =
        Objects.requireNonNull(health)
            .opinion(target)
            .filter(opinion -> opinion.state() == Opinion.State.DOWN)
            .isPresent();
    if (down) {
      heldDownUntilNanos.put(target, STILL);
    } else {
      heldDownUntilNanos.computeIfPresent(
          target, (key, until) -> until == STILL ? simulation.nowNanos() : until);
    }
  }

  /** What the loop tells: into the story, and what it decided to whoever checks it. */
  private final class Listening implements LoopEvents {
    @Override
    public void happened(String kind, String subject, String text) {
      simulation.tell(name + " " + kind + " " + subject + " " + text);
      if (kind.equals("decided")) {
        String service = subject.substring(subject.indexOf('/') + 1);
        deciding.put(subject, loop().ledger().decision(service));
      }
    }

    @Override
    public void entered(LedgerEntry entry) {
      Decision standing = deciding.remove(entry.key());
      if (standing != null && entry instanceof LedgerEntry.Decided decided) {
        made.add(new Made(standing, decided));
      }
    }
  }

  private void toAll(Consumer<SimulatedInstance> arrival) {
    for (SimulatedInstance peer : simulation.instances) {
      if (peer != this && running.voters().contains(peer.name)) {
        simulation.network.carry(name, peer.name, arrival);
      }
    }
  }

  @Override
  public void sendBallot(byte[] signedBallot) {
    SignedBallot sent = Objects.requireNonNull(BallotCodec.read(signedBallot));
    sentNanos.put(
        new BallotName(sent.ballot().bootEpoch(), sent.ballot().number()), simulation.nowNanos());
    simulation.network.sent(name, signedBallot);
    toAll(peer -> peer.onBallot(name, signedBallot));
  }

  @Override
  public void sendBallotTo(String peer, byte[] signedBallot) {
    simulation.network.carry(name, peer, other -> other.onBallot(name, signedBallot));
  }

  private void onBallot(String from, byte[] signedBallot) {
    simulation.network.arrived(name, signedBallot);
    loop().onBallot(from, signedBallot, now());
  }

  @Override
  public void sendLedger(byte[] entries) {
    toAll(peer -> peer.loop().onLedger(entries, LedgerBook.Source.LINK, name, peer.now()));
  }

  @Override
  public void sendLedgerTo(String peer, byte[] entries) {
    simulation.network.carry(
        name,
        peer,
        other -> other.loop().onLedger(entries, LedgerBook.Source.LINK, name, other.now()));
  }
}
