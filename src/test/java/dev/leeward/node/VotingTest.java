package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.BallotCodec;
import dev.leeward.agreement.Echo;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.BallotExchange;
import dev.leeward.cluster.BallotObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotingTest {
  private static final long MILLI = 1_000_000;
  private static final Electorate ELECTORATE =
      new Electorate(
          "test",
          List.of(
              new Voter("a", List.of("a")),
              new Voter("b", List.of("b")),
              new Voter("c", List.of("c"))),
          2);

  private final List<Ballot> sent = new ArrayList<>();
  private final List<String> sentTo = new ArrayList<>();
  private final List<String> passedOn = new ArrayList<>();
  private final List<String> observed = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  private final BallotObserver observer =
      new BallotObserver() {
        @Override
        public void echoed(String voter, Duration age, boolean isFirst) {
          observed.add(voter + " " + age.toMillis() + (isFirst ? " first" : ""));
        }

        @Override
        public void cameThroughAnother(String voter) {
          observed.add(voter + " through another");
        }

        @Override
        public void passedOn(String peer, String voter) {
          observed.add(voter + " for " + peer);
        }
      };

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
        public void sendBallotTo(String peer, byte[] signedBallot) {
          sentTo.add(peer);
        }

        @Override
        public void passOn(String peer, String voter, byte[] signedBallot) {
          passedOn.add(voter + " to " + peer);
        }

        @Override
        public void sendLedger(byte[] entries) {}

        @Override
        public void sendLedgerTo(String peer, byte[] entries) {}
      };

  private final Voting voting = voting("a", 100);

  private static final Moment NOW = new Moment(0, 0);

  private Voting voting(String name, long epoch) {
    VotingIdentity identity =
        new VotingIdentity(
            name,
            epoch,
            SimulatedSignatures.signer(name),
            new SimulatedSignatures(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4));
    return new Voting(
        identity, ELECTORATE, exchange, (kind, subject, text) -> events.add(kind), observer);
  }

  private void turn(long millis, boolean abstains) {
    Moment now = new Moment(millis * MILLI, millis);
    voting.send(voting.draft(now, Ledger.EMPTY.digest(), abstains, List.of(), List.of()), now);
  }

  private static byte[] ballot(
      String signer, String voter, long epoch, long number, String cluster, Echo... echoes) {
    Ballot ballot =
        new Ballot(
            cluster,
            voter,
            epoch,
            number,
            0,
            ELECTORATE.digest(),
            Ledger.EMPTY.digest(),
            false,
            List.of(),
            List.of(echoes),
            List.of());
    return SignedBallot.sign(ballot, SimulatedSignatures.signer(signer)).bytes();
  }

  @Test
  void whatSaysNothingNewIsSentOnTheBeatOnly() {
    for (int millis = 0; millis <= 2500; millis += 10) {
      turn(millis, false);
    }
    assertEquals(List.of(1L, 2L, 3L), sent.stream().map(Ballot::number).toList());
  }

  @Test
  void aChangeIsSentAtOnceButNotWithinFiftyMilliseconds() {
    turn(0, false);
    turn(10, true);
    assertEquals(1, sent.size());
    turn(50, true);
    assertEquals(2, sent.size());
    assertTrue(sent.getLast().abstains());
  }

  @Test
  void aStrangersAForgedAndAnotherClustersBallotAreRefusedAndCounted() {
    assertTrue(voting.receive("b", ballot("x", "x", 1, 1, "test"), NOW).isEmpty());
    assertTrue(voting.receive("b", ballot("c", "b", 1, 1, "test"), NOW).isEmpty());
    assertTrue(voting.receive("b", ballot("b", "b", 1, 1, "staging"), NOW).isEmpty());
    assertTrue(voting.receive("b", new byte[70], NOW).isEmpty());
    assertEquals(4, voting.refused());
    assertTrue(voting.receive("b", ballot("b", "b", 1, 1, "test"), NOW).isPresent());
  }

  @Test
  void aBootEpochBelowAProvenOneIsRaisedOnceThenTheVoterKeepsStill() {
    turn(0, false);
    voting.receive("b", ballot("a", "a", 500, 9, "test"), NOW);
    assertEquals(List.of("boot-epoch-raised"), events);
    turn(10, false);
    assertEquals(501, sent.getLast().bootEpoch());
    assertEquals(1, sent.getLast().number());
    voting.receive("b", ballot("a", "a", 900, 1, "test"), NOW);
    assertTrue(voting.isSilenced());
    int before = sent.size();
    turn(5000, true);
    assertEquals(before, sent.size());
    assertTrue(
        voting.fresh(new Moment(5000 * MILLI, 5000)).isEmpty(),
        "a silenced voter does not count itself");
  }

  @Test
  void aPeerCannotMuteAVoterWithoutItsSignature() {
    voting.receive("b", ballot("b", "a", Long.MAX_VALUE - 1, 1, "test"), NOW);
    assertFalse(voting.isSilenced());
    assertEquals(List.of(), events);
  }

  @Test
  void aRestartedPeerWhoseClockWentBackIsShownItsOwnSignature() {
    voting.receive("b", ballot("b", "b", 700, 3, "test"), NOW);
    voting.receive("b", ballot("b", "b", 600, 1, "test"), NOW);
    assertEquals(List.of("b"), sentTo);
  }

  private static Moment at(long millis) {
    return new Moment(millis * MILLI, millis);
  }

  @Test
  void aPeerThatIsNotHeardForABeatAndAHalfIsNewsForThoseWhoCanHelp() {
    turn(0, false);
    voting.receive("b", ballot("b", "b", 1, 1, "test"), at(0));
    turn(1000, false);
    assertEquals(List.of(new Echo("b", 1, 1, true)), sent.getLast().echoes());
    turn(1490, false);
    assertEquals(2, sent.size());
    turn(1500, false);
    assertEquals(3, sent.size());
    assertEquals(List.of(new Echo("b", 1, 1, false)), sent.getLast().echoes());
    voting.receive("c", ballot("b", "b", 1, 2, "test"), at(1600));
    turn(1600, false);
    assertEquals(3, sent.size(), "through another it is still not heard");
  }

  @Test
  void aBallotIsPassedOnToThePeerThatDoesNotHearItsVoter() {
    voting.receive("c", ballot("c", "c", 1, 1, "test", new Echo("b", 1, 1, false)), at(0));
    voting.receive("b", ballot("x", "b", 1, 2, "test"), at(10));
    assertEquals(List.of(), passedOn, "what is not verified is not passed on");
    voting.receive("b", ballot("b", "b", 1, 2, "test", new Echo("c", 1, 1)), at(10));
    assertEquals(List.of("b to c"), passedOn);
    voting.receive("c", ballot("b", "b", 1, 3, "test", new Echo("c", 1, 1)), at(20));
    assertEquals(List.of("b to c"), passedOn, "one hop only");
    assertEquals(List.of("b for c", "b through another"), observed);
  }

  @Test
  void theRoundTripIsMeasuredAtTheFirstBallotThatEchoesMine() {
    turn(0, false);
    voting.receive("b", ballot("b", "b", 1, 1, "test", new Echo("a", 100, 1)), at(80));
    voting.receive("b", ballot("b", "b", 1, 2, "test", new Echo("a", 100, 1)), at(900));
    turn(1000, false);
    voting.receive("b", ballot("b", "b", 1, 3, "test", new Echo("a", 100, 2)), at(1150));
    voting.receive("b", ballot("b", "b", 1, 4, "test", new Echo("a", 99, 2)), at(1200));
    assertEquals(List.of("b 80 first", "b 900", "b 150 first"), observed);
  }
}
