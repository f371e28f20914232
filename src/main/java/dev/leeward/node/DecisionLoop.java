package dev.leeward.node;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Remark;
import dev.leeward.agreement.ServiceBallot;
import dev.leeward.agreement.Sighting;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Signer;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.BallotObserver;
import dev.leeward.failover.Proposal;
import dev.leeward.health.HealthEvent;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import dev.leeward.health.Prober;
import dev.leeward.health.TargetHealth;
import dev.leeward.health.TargetReading;
import dev.leeward.health.VoterPlace;
import dev.leeward.serving.Serving;
import dev.leeward.topology.Digest;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From probe results to what is served, in one thread that owns all state of the decision plane. A
 * turn reads: probe what is due, derive my opinions and proposals, send my ballot, adopt what a
 * quorum proposes alike, publish. Time is an argument and everything outside is a port, so any
 * number of these run in one thread under a simulator.
 */
final class DecisionLoop {
  /**
   * Clocks that drift apart by more than this between two turns mean a suspend or a snapshot
   * (agreement: a stopped clock keeps echoes young).
   */
  private static final Duration CLOCKS_DISAGREE = Duration.ofSeconds(1);

  private static final long LONGEST_SLEEP_NANOS = Duration.ofMillis(200).toNanos();

  /**
   * So many targets are counted and decided on whenever anything happens. More are, for each one
   * more, so much later, for what happens meanwhile together: thousands of results a second must
   * not make a ballot each.
   */
  private static final int FEW_TARGETS = 1000;

  private static final long PAUSE_FOR_A_TARGET_NANOS = 5_000;
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final int RESTS_IN_A_PAUSE = 20;

  private final String self;
  private final Signer signer;
  private final Prober prober;
  private final BiConsumer<ProbeStart, ProbeResult> inbox;
  private final LoopEvents events;
  private final HealthMonitor health;
  private final OwnVotes votes;
  private final Voting voting;
  private final LedgerBook book;
  private final SteeringDesk desk;
  private final ServiceClocks clocks = new ServiceClocks();
  private final Refusals refusals;
  private final DrillDesk drills;
  private final LongSupplier clock;
  private final TermTimes times = new TermTimes();

  private DecisionSettings settings;
  private Map<String, Tally> tallies = Map.of();
  private Map<String, Decision> proposals = Map.of();
  private @Nullable Moment lastMoment;
  private @Nullable Runnable onShared;
  private long wakeNanos;
  private long pauseNanos;
  private long decidedNanos;
  private long decideNanos;

  DecisionLoop(
      LoopPorts ports,
      VotingIdentity identity,
      DecisionSettings settings,
      Ledger kept,
      HealthMonitor health) {
    this.self = identity.name();
    this.signer = identity.signer();
    this.prober = ports.prober();
    this.inbox = ports.inbox();
    this.events = ports.events();
    this.health = health;
    this.votes = new OwnVotes(health);
    this.settings = settings;
    this.voting =
        new Voting(identity, settings.electorate(), ports.exchange(), events, ports.ballots());
    Admission admission = Electorates.admission(settings, identity.signatures());
    this.book =
        new LedgerBook(
            self,
            kept,
            admission,
            ports.exchange(),
            ports.store(),
            events,
            identity.beat().toNanos());
    this.desk = new SteeringDesk(ports.serving(), events);
    this.refusals = new Refusals(events);
    this.drills = new DrillDesk(self, events, ports.drills());
    this.clock = ports.clock();
  }

  /**
   * The ports of one loop.
   *
   * @param clock the monotonic one of the turns' moments, for when a publication is done
   */
  record LoopPorts(
      Prober prober,
      BiConsumer<ProbeStart, ProbeResult> inbox,
      BallotExchange exchange,
      LedgerStore store,
      Serving serving,
      LoopEvents events,
      BallotObserver ballots,
      DrillReports drills,
      LongSupplier clock) {
    LoopPorts(
        Prober prober,
        BiConsumer<ProbeStart, ProbeResult> inbox,
        BallotExchange exchange,
        LedgerStore store,
        Serving serving,
        LoopEvents events) {
      this(
          prober,
          inbox,
          exchange,
          store,
          serving,
          events,
          BallotObserver.NONE,
          DrillReports.NONE,
          System::nanoTime);
    }
  }

  /** Everything that time alone brings about. */
  void turn(Moment now) {
    noticeSuspend(now);
    health.startDue(now.nanos(), prober, inbox).forEach(this::tell);
    if (pauseNanos == 0 || now.nanos() >= decideNanos) {
      decide(now);
    }
    wakeNanos = Math.min(health.nextDueNanos(), decideNanos);
  }

  /** From opinions to what is served. */
  private void decide(Moment now) {
    Ballot draft = draft(now);
    voting.send(draft, now);
    adopt(now);
    desk.publish(settings, book.ledger(), tallies, refusals, now);
    boolean drilled = rehearse(now);
    times.observe(book.ledger());
    if (onShared != null && book.isShared()) {
      onShared.run();
      onShared = null;
    }
    decidedNanos = now.nanos();
    decideNanos =
        Math.max(
            Math.min(
                Math.min(voting.dueNanos(draft, now), drills.endsNanos(now)),
                decidedNanos + LONGEST_SLEEP_NANOS),
            decidedNanos + pauseNanos);
    if (drilled) {
      decideNanos = now.nanos();
    }
  }

  /** Whether something came of it that must not wait: an entry, or news for my ballot. */
  private boolean rehearse(Moment now) {
    if (!drills.wants(book.ledger(), settings, now)) {
      return false;
    }
    long publishedNanos = clock.getAsLong();
    Sighting before = drills.sighting(now);
    List<OverrideEntry> due = drills.look(snapshot(now), publishedNanos);
    if (!due.isEmpty()) {
      due.forEach(this::enter);
      desk.publish(settings, book.ledger(), tallies, refusals, now);
    }
    Sighting after = drills.sighting(now);
    return !due.isEmpty() || !Objects.equals(before, after);
  }

  /** Something was heard that may change a decision. */
  private void decideSoon() {
    decideNanos = Math.min(decideNanos, decidedNanos + pauseNanos);
  }

  private void decideAtOnce(Moment now) {
    decideNanos = now.nanos();
    turn(now);
  }

  /** When {@link #turn} must be called again if nothing comes in. */
  long wakeNanos() {
    return wakeNanos;
  }

  /**
   * For how long after a turn whatever comes may gather: zero unless there are many targets, whose
   * results, one by one, would cost more for waking up than for what they say.
   */
  long restNanos() {
    return pauseNanos / RESTS_IN_A_PAUSE;
  }

  void onProbeResult(ProbeStart start, ProbeResult result, Moment now) {
    health.onResult(start, result, now.nanos()).forEach(this::tell);
  }

  /** Where a host is now. */
  void onAddresses(String name, List<InetAddress> addresses, Moment now) {
    health.onAddresses(name, addresses, now.nanos()).forEach(this::tell);
  }

  void onBallot(String from, byte[] bytes, Moment now) {
    noticeSuspend(now);
    decideSoon();
    voting
        .receive(from, bytes, now)
        .ifPresent(ballot -> {
          book.compareWith(ballot.ballot(), now);
          sighted(ballot.ballot(), now);
        });
  }

  private void sighted(Ballot ballot, Moment now) {
    Sighting sighting = ballot.sighting();
    if (sighting != null) {
      voting
          .roundTripNanos(ballot, now)
          .ifPresent(nanos -> drills.sighted(ballot.voter(), sighting, now, nanos));
    }
  }

  void onLedger(byte[] entries, LedgerBook.Source source, String from, Moment now) {
    noticeSuspend(now);
    decideSoon();
    book.receive(entries, source, from, voting.fresh(now));
  }

  /** A peer can be reached from now on: it gets my newest ballot and my ledger. */
  void greet(String peer) {
    voting.sendAgainTo(peer);
    book.sendAllTo(peer);
  }

  /**
   * Calls back, on this thread, once a peer is known to hold this very ledger and what follows from
   * it is published.
   */
  void whenLedgerIsShared(Runnable callback) {
    onShared = callback;
    decideSoon();
  }

  /** An operator's override: signed here, in force here at once, whatever the others are doing. */
  LedgerEntry.Overridden override(OverrideEntry override, Moment now) {
    LedgerEntry.Overridden entry = enter(override);
    decideAtOnce(now);
    return entry;
  }

  private LedgerEntry.Overridden enter(OverrideEntry override) {
    LedgerEntry.Overridden entry =
        Admission.sign(settings.electorate().cluster(), override, self, signer);
    book.enter(List.of(entry));
    events.happened(
        override.active() ? override.kind().word() : override.kind().word() + "-released",
        override.key(),
        override.attribution());
    return entry;
  }

  /**
   * After a reload: the state of unchanged targets stays, and zones and steering change together.
   */
  void reconfigure(DecisionSettings next, Admission admission, Moment now) {
    settings = next;
    voting.electorate(next.electorate());
    book.admission(admission);
    start(now);
    forgetWhatIsGone();
    desk.zonesChanged();
    decideAtOnce(now);
  }

  private void forgetWhatIsGone() {
    List<ServicePlan> services = settings.topology().services();
    clocks.retain(services);
    Set<String> names =
        services.stream().map(plan -> plan.service().name()).collect(Collectors.toSet());
    desk.retain(names);
    refusals.retain(names);
  }

  /** Before the first turn, and after every change of targets. */
  void start(Moment now) {
    List<Target> targets = settings.topology().targets();
    health.retarget(targets, settings.checks(), place(now), now.nanos());
    long pause = Math.max(0, targets.size() - FEW_TARGETS) * PAUSE_FOR_A_TARGET_NANOS;
    pauseNanos = Math.min(pause, LONGEST_PAUSE_NANOS);
    decideNanos = now.nanos();
  }

  /** The same order of the voters on each of them. */
  private VoterPlace place(Moment now) {
    List<String> voters =
        settings.electorate().voters().stream().map(Voter::name).sorted().toList();
    long clockNanos = now.wallMillis() * 1_000_000 - now.nanos();
    return voters.contains(self)
        ? new VoterPlace(voters.indexOf(self), voters.size(), clockNanos)
        : VoterPlace.ALONE;
  }

  /**
   * Before whatever comes first after it: what was buffered meanwhile arrives before the next turn.
   */
  private void noticeSuspend(Moment now) {
    if (lastMoment != null) {
      long apart =
          Math.abs(
              (now.wallMillis() - lastMoment.wallMillis())
                  - now.nanosSince(lastMoment) / 1_000_000);
      if (apart > CLOCKS_DISAGREE.toMillis()) {
        decideSoon();
        voting.forgetFreshness();
        clocks.suspended();
        events.happened(
            "clocks-disagree",
            self,
            "by "
                + apart
                + " ms since the last look (suspended?): nothing sent before proves freshness");
      }
    }
    lastMoment = now;
  }

  /**
   * My ballot as it would be now: opinions first, since my proposals follow from everybody's, mine
   * included.
   */
  private Ballot draft(Moment now) {
    List<Remark> remarks = Remarks.of(settings.topology().services(), votes, health);
    Ballot opinions = ballot(now, Map.of(), remarks);
    List<SignedBallot> counted = voting.freshWith(opinions, now);
    Map<String, Tally> counts = new LinkedHashMap<>();
    Map<String, Decision> derived = new LinkedHashMap<>();
    Overrides overrides = book.ledger().overridesInForce(now.wallMillis());
    for (ServicePlan plan : settings.topology().services()) {
      Tally tally =
          new Tally(plan, settings.electorate(), counted, tallies.get(plan.service().name()));
      counts.put(plan.service().name(), tally);
      Decision standing = book.ledger().decision(plan.service().name());
      clocks.observe(plan, tally::verdict, standing, now);
      Proposal proposal = clocks.propose(plan, tally::verdict, standing, overrides, now);
      refusals.now(plan.service().name(), overrides.isFrozen() ? List.of() : proposal.refusals());
      if (proposal.decision() != standing && !overrides.isFrozen()) {
        derived.put(plan.service().name(), proposal.decision());
      }
    }
    tallies = counts;
    proposals = derived;
    return derived.isEmpty() ? opinions : ballot(now, derived, remarks);
  }

  private Ballot ballot(Moment now, Map<String, Decision> derived, List<Remark> remarks) {
    List<ServiceBallot> services = new ArrayList<>();
    for (ServicePlan plan : settings.topology().services()) {
      Decision proposal = derived.get(plan.service().name());
      Digest digest = proposal == null ? null : proposal.digest();
      services.add(new ServiceBallot(plan.service().name(), plan.digest(), votes.on(plan), digest));
    }
    Ballot draft =
        voting.draft(now, book.ledger().digest(), !health.doubts().isEmpty(), services, remarks);
    Sighting sighting = drills.sighting(now);
    return sighting == null ? draft : voting.withSighting(draft, sighting, now);
  }

  /** What a quorum of fresh ballots proposes alike is adopted, with them as certificate. */
  private void adopt(Moment now) {
    if (proposals.isEmpty()) {
      return;
    }
    List<SignedBallot> fresh = voting.fresh(now);
    book.heard(fresh);
    List<LedgerEntry> made = new ArrayList<>();
    for (ServicePlan plan : settings.topology().services()) {
      Decision proposal = proposals.get(plan.service().name());
      if (proposal != null) {
        List<SignedBallot> alike =
            new Tally(plan, settings.electorate(), fresh).proposing(proposal.digest());
        if (alike.size() >= settings.electorate().quorum()) {
          made.add(new LedgerEntry.Decided(proposal, alike));
        }
      }
    }
    made.forEach(entry -> events.happened("decided", entry.key(), describe(entry)));
    book.enter(made);
  }

  private String describe(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided ->
          DecisionText.change(book.ledger().decision(decided.decision().service()), decided);
      case LedgerEntry.Overridden overridden -> overridden.override().reason();
    };
  }

  private void tell(HealthEvent event) {
    if (!(event instanceof HealthEvent.ProbeFinished)) {
      decideSoon();
    }
    HealthText.tell(event, events);
  }

  DecisionSettings settings() {
    return settings;
  }

  Ledger ledger() {
    return book.ledger();
  }

  /** Everything about now that is shown to people; made on this thread, immutable. */
  LoopSnapshot snapshot(Moment now) {
    List<TargetHealth> probed = health.probed();
    return snapshotWithoutTargets(now)
        .with(health.snapshot(probed), probed, clocks.uptimeAt(now), clocks.downtimeAt(now));
  }

  /** But for the targets and their times, of which there may be thousands. */
  LoopSnapshot snapshotWithoutTargets(Moment now) {
    return new LoopSnapshot(
        now,
        settings,
        book.ledger(),
        desk.states(),
        tallies,
        List.of(),
        List.of(),
        health.doubts(),
        electorateNow(now),
        (_, _) -> 0,
        (_, _) -> 0,
        times.known(),
        voting.isSilenced(),
        book.refused() + voting.refused());
  }

  List<TargetReading> readings(Moment now) {
    return health.readings();
  }

  private List<LoopSnapshot.VoterNow> electorateNow(Moment now) {
    List<LoopSnapshot.VoterNow> voters = new ArrayList<>();
    settings.electorate().voters().forEach(voter -> voters.add(voterNow(voter.name(), now)));
    return voters;
  }

  private LoopSnapshot.VoterNow voterNow(String name, Moment now) {
    SignedBallot newest = voting.box().newestOf(name);
    boolean fresh = newest != null && voting.box().isFresh(newest.ballot(), now.nanos());
    return new LoopSnapshot.VoterNow(
        name,
        newest == null ? null : newest.ballot(),
        voting.ageOf(name, now),
        fresh,
        voting.box().equivocators().contains(name),
        Objects.equals(name, self));
  }
}
