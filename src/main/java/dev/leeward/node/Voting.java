package dev.leeward.node;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.BallotBox;
import dev.leeward.agreement.BallotCodec;
import dev.leeward.agreement.Echo;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.Relay;
import dev.leeward.agreement.Remark;
import dev.leeward.agreement.ServiceBallot;
import dev.leeward.agreement.Sighting;
import dev.leeward.agreement.SignatureCheck;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Signer;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.BallotObserver;
import dev.leeward.topology.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** This voter's ballots: makes, sends and receives them. Owned by the decision loop. */
final class Voting {
  /** On change, but at most this often: 10,000 flapping targets must not cost a signature each. */
  private static final long LEAST_GAP_NANOS = Duration.ofMillis(50).toNanos();

  private final String self;
  private final Signer signer;
  private final SignatureCheck signatures;
  private final BallotExchange exchange;
  private final LoopEvents events;
  private final long beatNanos;
  private final BallotBox box;
  private final Relay relay;
  private final BallotObserver observer;

  private Electorate electorate;
  private long bootEpoch;
  private long number;
  private boolean raised;
  private boolean silenced;
  private long refused;
  private final Map<String, Long> arrivedNanos = new HashMap<>();
  private final Map<String, Long> echoedBy = new HashMap<>();
  private @Nullable Moment sentAt;

  Voting(
      VotingIdentity identity,
      Electorate electorate,
      BallotExchange exchange,
      LoopEvents events,
      BallotObserver observer) {
    this.self = identity.name();
    this.signer = identity.signer();
    this.signatures = identity.signatures();
    this.bootEpoch = identity.bootEpoch();
    this.beatNanos = identity.beat().toNanos();
    this.box = new BallotBox(self, bootEpoch, identity.ballotExpiry());
    this.relay = new Relay(identity.beat());
    this.observer = observer;
    this.electorate = electorate;
    this.exchange = exchange;
    this.events = events;
  }

  void electorate(Electorate next) {
    electorate = next;
    relay.retain(next.others(self));
  }

  Electorate electorate() {
    return electorate;
  }

  BallotBox box() {
    return box;
  }

  long refused() {
    return refused;
  }

  /**
   * Whether another process was met that votes with this voter's key: this one then keeps still.
   */
  boolean isSilenced() {
    return silenced;
  }

  /** What my ballot would say now; not signed, so it never leaves. */
  Ballot draft(
      Moment now,
      Digest ledger,
      boolean abstains,
      List<ServiceBallot> services,
      List<Remark> remarks) {
    List<Echo> echoes = box.echoes(voter -> relay.hears(voter, now.nanos()));
    return new Ballot(
        electorate.cluster(),
        self,
        bootEpoch,
        number + 1,
        now.wallMillis(),
        electorate.digest(),
        ledger,
        abstains,
        services,
        echoes,
        remarks);
  }

  /** The draft with what this voter saw of a drill, and how long it held what it echoes. */
  Ballot withSighting(Ballot draft, Sighting seen, Moment now) {
    List<Long> holds =
        draft.echoes().stream()
            .map(echo -> {
              Long arrived = arrivedNanos.get(echo.voter());
              return arrived == null ? 0L : Math.max(0L, now.nanos() - arrived);
            })
            .toList();
    return draft.with(seen.with(holds));
  }

  /**
   * How long my ballot that this one echoes took to its voter, and this one to me, without the time
   * that its voter held it; empty when it echoes none that I still know of, or does not tell.
   */
  OptionalLong roundTripNanos(Ballot ballot, Moment now) {
    Sighting seen = ballot.sighting();
    Long sent = box.sentNanos(box.echoedNumber(ballot));
    for (int i = 0; seen != null && sent != null && i < ballot.echoes().size(); i++) {
      if (ballot.echoes().get(i).voter().equals(self)) {
        return OptionalLong.of(Math.max(0, now.nanos() - sent - seen.holds().get(i)));
      }
    }
    return OptionalLong.empty();
  }

  /** Sends it when it says something new or a beat has passed. */
  void send(Ballot draft, Moment now) {
    if (silenced || now.nanos() < dueNanos(draft, now)) {
      return;
    }
    number = draft.number();
    SignedBallot signed = SignedBallot.sign(draft, signer);
    sentAt = now;
    box.sent(signed, now.nanos());
    exchange.sendBallot(signed.bytes());
  }

  void sendAgainTo(String peer) {
    SignedBallot last = box.newestOf(self);
    if (last != null && !silenced) {
      exchange.sendBallotTo(peer, last.bytes());
    }
  }

  /** When the draft would go out. */
  long dueNanos(Ballot draft, Moment now) {
    SignedBallot last = box.newestOf(self);
    if (sentAt == null || last == null) {
      return now.nanos();
    }
    return sentAt.nanos() + (draft.saysTheSameAs(last.ballot()) ? beatNanos : LEAST_GAP_NANOS);
  }

  /**
   * Takes what came over the link; whatever it is, it never stops the loop. Returns it when it is
   * newer than what was known.
   *
   * @param from the peer whose link brought it, not always its voter's
   */
  Optional<SignedBallot> receive(String from, byte[] bytes, Moment now) {
    SignedBallot ballot = BallotCodec.read(bytes);
    if (ballot == null || !ballot.ballot().cluster().equals(electorate.cluster())) {
      refused++;
      return Optional.empty();
    }
    Optional<Voter> voter = electorate.voter(ballot.ballot().voter());
    if (voter.isEmpty()) {
      refused++;
      return Optional.empty();
    }
    if (ballot.ballot().voter().equals(self)) {
      meetMyself(ballot, voter.get());
      return Optional.empty();
    }
    Optional<SignedBallot> newer = receive(ballot, voter.get(), now);
    newer.ifPresent(news -> observe(from, news.ballot(), now));
    passOn(ballot, from.equals(ballot.ballot().voter()), now);
    return newer;
  }

  /** Only what was verified; one that came from its voter after another had brought it counts. */
  private void passOn(SignedBallot ballot, boolean fromItself, Moment now) {
    String voter = ballot.ballot().voter();
    if (ballot.equals(box.newestOf(voter))) {
      for (Relay.Passing passing : relay.arrived(ballot, fromItself, now.nanos())) {
        exchange.passOn(passing.to(), passing.ballot().ballot().voter(), passing.ballot().bytes());
        observer.passedOn(passing.to(), passing.ballot().ballot().voter());
      }
    } else if (fromItself && box.isFresh(ballot.ballot(), now.nanos())) {
      relay.heard(voter, now.nanos());
    }
  }

  private void observe(String from, Ballot news, Moment now) {
    if (!from.equals(news.voter())) {
      observer.cameThroughAnother(news.voter());
    }
    long echoed = box.echoedNumber(news);
    Long sent = box.sentNanos(echoed);
    if (sent != null) {
      Long before = echoedBy.put(news.voter(), echoed);
      boolean isFirst = before == null || before != echoed;
      observer.echoed(news.voter(), Duration.ofNanos(now.nanos() - sent), isFirst);
    }
  }

  private Optional<SignedBallot> receive(SignedBallot ballot, Voter voter, Moment now) {
    boolean oldEpoch = !box.isNews(ballot.ballot()) && isBelowKnownEpoch(ballot.ballot());
    if (!box.isNews(ballot.ballot()) && !oldEpoch) {
      return Optional.empty();
    }
    if (!ballot.isSignedBy(voter, signatures)) {
      refused++;
      return Optional.empty();
    }
    return switch (box.receive(ballot)) {
      case NEWER -> {
        arrivedNanos.put(voter.name(), now.nanos());
        yield Optional.of(ballot);
      }
      case OLD_EPOCH -> {
        proveHigherEpochTo(voter.name());
        yield Optional.empty();
      }
      case EQUIVOCATION -> {
        events.happened(
            "equivocation",
            voter.name(),
            "two ballots with one number and different content; ignored from now on");
        yield Optional.empty();
      }
      case OLD, IGNORED -> Optional.empty();
    };
  }

  private boolean isBelowKnownEpoch(Ballot ballot) {
    SignedBallot known = box.newestOf(ballot.voter());
    return known != null && ballot.bootEpoch() < known.ballot().bootEpoch();
  }

  /** A restarted voter whose clock went back cannot know: its own signature tells it. */
  private void proveHigherEpochTo(String voter) {
    SignedBallot proof = box.newestOf(voter);
    if (proof != null) {
      exchange.sendBallotTo(voter, proof.bytes());
    }
  }

  /**
   * A ballot of mine from elsewhere: an earlier life of this process, or another process with my
   * key.
   */
  private void meetMyself(SignedBallot ballot, Voter me) {
    Ballot theirs = ballot.ballot();
    boolean ahead =
        theirs.bootEpoch() > bootEpoch
            || theirs.bootEpoch() == bootEpoch && theirs.number() > number;
    if (!ahead || silenced || !ballot.isSignedBy(me, signatures)) {
      return;
    }
    if (raised) {
      silenced = true;
      events.happened(
          "silenced",
          self,
          "another process votes with this instance's key; stop it, then restart this one");
      return;
    }
    raised = true;
    bootEpoch = theirs.bootEpoch() + 1;
    number = 0;
    sentAt = null;
    box.begin(bootEpoch);
    events.happened(
        "boot-epoch-raised",
        self,
        "to " + bootEpoch + ": a peer proves a higher one of an earlier start");
  }

  /** Fresh ballots as they were signed; without mine once another process votes with my key. */
  List<SignedBallot> fresh(Moment now) {
    List<SignedBallot> fresh = new ArrayList<>(box.fresh(electorate, now.nanos()));
    fresh.removeIf(ballot -> silenced && ballot.ballot().voter().equals(self));
    return fresh;
  }

  /**
   * Fresh ballots with my draft in place of what I sent last: what I would count if everybody had
   * my news.
   */
  List<SignedBallot> freshWith(Ballot draft, Moment now) {
    List<SignedBallot> fresh = fresh(now);
    fresh.removeIf(ballot -> ballot.ballot().voter().equals(self));
    if (!silenced) {
      fresh.add(new SignedBallot(draft, new byte[0], new byte[0]));
    }
    return fresh;
  }

  /** How long ago the newest ballot of a voter came or, of mine, went; null when there is none. */
  @Nullable Duration ageOf(String voter, Moment now) {
    if (voter.equals(self)) {
      return sentAt == null ? null : Duration.ofNanos(now.nanosSince(sentAt));
    }
    Long arrived = arrivedNanos.get(voter);
    return arrived == null ? null : Duration.ofNanos(now.nanos() - arrived);
  }

  void forgetFreshness() {
    box.forgetFreshness();
    sentAt = null;
  }
}
