package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.BallotCodec;
import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Echo;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerCodec;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Standing;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.health.HealthMonitor;
import dev.leeward.health.HealthObserver;
import dev.leeward.serving.Serving;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The monotonic clock stands still while a machine sleeps, so what was buffered would look fresh.
 */
class SuspendTest {
  private static final long MILLI = 1_000_000;
  private static final long EPOCH = 5;

  private final DecisionSettings settings = SimulatedConfiguration.of(3).settings(null);
  private final List<Ballot> sent = new ArrayList<>();

  private final BallotExchange exchange =
      new BallotExchange() {
        @Override
        public void sendBallot(byte[] signedBallot) {
          SignedBallot ballot = BallotCodec.read(signedBallot);
          if (ballot != null) {
            sent.add(ballot.ballot());
          }
        }

        @Override
        public void sendBallotTo(String peer, byte[] signedBallot) {}

        @Override
        public void sendLedger(byte[] entries) {}

        @Override
        public void sendLedgerTo(String peer, byte[] entries) {}
      };

  /** Only a quorum of fresh ballots lets this in: it has no certificate. */
  private static Ledger uncertified() {
    TreeMap<String, Standing> out = new TreeMap<>(Map.of("us-east", new Standing(false, 9, 1)));
    return Ledger.EMPTY.merge(
        new LedgerEntry.Decided(new Decision("www", 9, out, new TreeMap<>()), List.of()));
  }

  /** Two peers' answers to the first ballot arrive with their ledger, at that moment. */
  private long termAfterArrivalAt(Moment arrival) {
    DecisionLoop.LoopPorts ports =
        new DecisionLoop.LoopPorts(
            (start, done) -> {},
            (start, result) -> {},
            exchange,
            ledger -> {},
            new Serving(ServingState.unsteered(new ZoneSet(List.of()))),
            LoopEvents.NONE);
    VotingIdentity identity =
        new VotingIdentity(
            "voter-a",
            EPOCH,
            SimulatedSignatures.signer("voter-a"),
            new SimulatedSignatures(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4));
    HealthMonitor health =
        new HealthMonitor(new Random(1), Duration.ofMillis(500), HealthObserver.NONE);
    DecisionLoop loop = new DecisionLoop(ports, identity, settings, Ledger.EMPTY, health);
    Moment begin = new Moment(MILLI, 1_000_000);
    loop.start(begin);
    loop.turn(begin);
    for (String peer : List.of("voter-b", "voter-c")) {
      Echo echo = new Echo("voter-a", EPOCH, sent.getLast().number());
      Ballot answer =
          new Ballot(
              "simulated",
              peer,
              1,
              1,
              0,
              settings.electorate().digest(),
              uncertified().digest(),
              false,
              List.of(),
              List.of(echo),
              List.of());
      loop.onBallot(
          peer, SignedBallot.sign(answer, SimulatedSignatures.signer(peer)).bytes(), arrival);
    }
    byte[] entries = LedgerCodec.write(uncertified().entries());
    loop.onLedger(entries, LedgerBook.Source.LINK, "voter-b", arrival);
    return loop.ledger().decision("www").term();
  }

  @Test
  void whatArrivesInTimeIsTaken() {
    assertEquals(9, termAfterArrivalAt(new Moment(11 * MILLI, 1_000_010)));
  }

  @Test
  void whatWasBufferedThroughASuspendProvesNothing() {
    assertEquals(0, termAfterArrivalAt(new Moment(11 * MILLI, 1_060_010)));
  }
}
