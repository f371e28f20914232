package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BallotBoxTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final List<Vote> UP = List.of(Vote.UP);
  private static final List<Vote> DOWN = List.of(Vote.DOWN);

  private final Voters voters = new Voters("a", "b", "c");
  private final BallotBox box = new BallotBox("a", 7, Duration.ofSeconds(4));

  private static Echo heard(long number) {
    return new Echo("a", 7, number);
  }

  private void send(long number, long nowNanos) {
    box.sent(voters.says("a", number, UP, null), nowNanos);
  }

  @Test
  void aBallotIsFreshWhileWhatItEchoesWasSentRecently() {
    send(1, 0);
    SignedBallot answer = voters.says("b", 1, DOWN, null, heard(1));
    box.receive(answer);
    assertTrue(box.isFresh(answer.ballot(), 3 * SECOND));
    assertFalse(box.isFresh(answer.ballot(), 4 * SECOND));
  }

  @Test
  void aDelayedBallotIsNotFreshHoweverLateItArrives() {
    send(1, 0);
    SignedBallot blip = voters.says("b", 1, DOWN, null, heard(1));
    send(43, 43 * SECOND);
    box.receive(blip);
    assertEquals(1, box.fresh(voters.electorate(), 43 * SECOND).size());
  }

  @Test
  void aBallotStoredByAnEarlierLifeOfMineIsNotFresh() {
    SignedBallot stored = voters.says("b", 5, DOWN, null, new Echo("a", 6, 1));
    send(1, 0);
    box.receive(stored);
    assertFalse(box.isFresh(stored.ballot(), SECOND));
  }

  @Test
  void aBallotThatEchoesNothingOfMineIsNotFresh() {
    send(1, 0);
    assertFalse(box.isFresh(voters.says("b", 1, DOWN, null).ballot(), 1));
  }

  @Test
  void aNumberThatWasNeverSentProvesNothing() {
    send(1, 0);
    assertFalse(box.isFresh(voters.says("b", 1, DOWN, null, heard(99)).ballot(), 1));
  }

  @Test
  void afterASuspendNothingSentBeforeProvesFreshness() {
    send(1, 0);
    SignedBallot buffered = voters.says("b", 1, DOWN, null, heard(1));
    box.forgetFreshness();
    box.receive(buffered);
    assertFalse(box.isFresh(buffered.ballot(), 1));
  }

  @Test
  void anOlderBallotNeverReplacesANewerOne() {
    SignedBallot newer = voters.says("b", 2, UP, null, heard(1));
    box.receive(newer);
    assertEquals(BallotBox.Receipt.OLD, box.receive(voters.says("b", 1, DOWN, null, heard(1))));
    assertEquals(newer, box.newestOf("b"));
  }

  @Test
  void twoBallotsWithOneNumberSilenceTheirVoter() {
    send(1, 0);
    box.receive(voters.says("b", 1, UP, null, heard(1)));
    assertEquals(
        BallotBox.Receipt.EQUIVOCATION, box.receive(voters.says("b", 1, DOWN, null, heard(1))));
    assertEquals(BallotBox.Receipt.IGNORED, box.receive(voters.says("b", 2, UP, null, heard(1))));
    assertEquals(1, box.fresh(voters.electorate(), 1).size());
  }

  @Test
  void myNextBallotEchoesTheNewestOfEveryOther() {
    box.receive(voters.says("b", 4, UP, null));
    box.receive(voters.says("c", 2, UP, null));
    assertEquals(
        List.of(new Echo("b", 7, 4, true), new Echo("c", 7, 2, false)), box.echoes("b"::equals));
  }
}
