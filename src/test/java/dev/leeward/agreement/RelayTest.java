package dev.leeward.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As b sees it: a and c may or may not hear each other. */
final class RelayTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Relay.Passing> NOTHING = List.of();

  private final Voters voters = new Voters("a", "b", "c");
  private final Relay relay = new Relay(Duration.ofSeconds(1));

  private SignedBallot says(String voter, long number, Echo... echoes) {
    return voters.says(voter, number, List.of(Vote.UP), null, echoes);
  }

  private static Echo hears(String voter, long number) {
    return new Echo(voter, 7, number, true);
  }

  private static Echo doesNotHear(String voter, long number) {
    return new Echo(voter, 7, number, false);
  }

  private List<Relay.Passing> fromItself(SignedBallot ballot, long seconds) {
    return relay.arrived(ballot, true, seconds * SECOND);
  }

  private List<Relay.Passing> throughAnother(SignedBallot ballot, long seconds) {
    return relay.arrived(ballot, false, seconds * SECOND);
  }

  private static Relay.Passing passing(String to, SignedBallot ballot) {
    return new Relay.Passing(to, ballot);
  }

  @Test
  void whereEveryoneHearsEveryoneNothingIsPassedOn() {
    fromItself(says("c", 1, hears("a", 1)), 1);
    assertEquals(NOTHING, fromItself(says("a", 5, hears("c", 1)), 1));
    assertEquals(NOTHING, fromItself(says("c", 2, hears("a", 4)), 2));
    assertEquals(NOTHING, fromItself(says("a", 6, hears("c", 2)), 2));
  }

  @Test
  void aBallotGoesToWhoDoesNotHearItsVoter() {
    fromItself(says("c", 1, doesNotHear("a", 3)), 1);
    SignedBallot ballot = says("a", 5, hears("c", 1));
    assertEquals(List.of(passing("c", ballot)), fromItself(ballot, 1));
    SignedBallot next = says("a", 6, hears("c", 1));
    assertEquals(List.of(passing("c", next)), fromItself(next, 2), "still not heard");
    assertEquals(NOTHING, fromItself(says("c", 2, hears("a", 7)), 2));
    assertEquals(NOTHING, fromItself(says("a", 8, hears("c", 1)), 3), "heard again");
  }

  @Test
  void whoSaysThatItDoesNotHearGetsTheNewestAtOnce() {
    SignedBallot ballot = says("a", 5, hears("c", 9));
    fromItself(ballot, 1);
    assertEquals(List.of(passing("c", ballot)), fromItself(says("c", 1, doesNotHear("a", 4)), 1));
    assertEquals(NOTHING, fromItself(says("c", 2, doesNotHear("a", 5)), 2), "it has it");
    assertEquals(List.of(passing("c", ballot)), fromItself(says("c", 3), 2), "or never had any");
  }

  @Test
  void whatCameThroughAnotherIsNotPassedOnAgain() {
    fromItself(says("c", 1, doesNotHear("a", 3)), 1);
    SignedBallot ballot = says("a", 5, hears("c", 1));
    assertEquals(NOTHING, throughAnother(ballot, 1));
    assertEquals(NOTHING, fromItself(says("c", 2, doesNotHear("a", 3)), 1));
    assertEquals(
        List.of(passing("c", ballot)), fromItself(ballot, 1), "then it comes from itself too");
  }

  @Test
  void aBallotThatCameThroughAnotherIsHeardAsARequest() {
    SignedBallot ballot = says("a", 5, hears("c", 9));
    fromItself(ballot, 1);
    assertEquals(
        List.of(passing("c", ballot)), throughAnother(says("c", 1, doesNotHear("a", 4)), 1));
  }

  @Test
  void echoesOfAnEarlierStartAreOlder() {
    fromItself(says("c", 1, new Echo("a", 6, 900, false)), 1);
    SignedBallot ballot = says("a", 1, hears("c", 9));
    assertEquals(List.of(passing("c", ballot)), fromItself(ballot, 1));
  }

  @Test
  void whoWasNotHeardOfForFourBeatsGetsNothing() {
    fromItself(says("c", 1, doesNotHear("a", 3)), 1);
    assertEquals(1, fromItself(says("a", 5, hears("c", 1)), 4).size());
    assertEquals(NOTHING, fromItself(says("a", 6, hears("c", 1)), 5));
  }

  @Test
  void aVoterIsHeardForABeatAndAHalf() {
    assertFalse(relay.hears("a", 0));
    throughAnother(says("a", 5), 1);
    assertFalse(relay.hears("a", SECOND), "another is not itself");
    fromItself(says("a", 6), 1);
    assertTrue(relay.hears("a", 2 * SECOND));
    assertFalse(relay.hears("a", 2 * SECOND + SECOND / 2));
    relay.heard("a", 3 * SECOND);
    assertTrue(relay.hears("a", 4 * SECOND));
  }

  @Test
  void whoIsNoVoterAnyMoreIsForgotten() {
    fromItself(says("a", 5), 1);
    relay.retain(List.of("c"));
    assertFalse(relay.hears("a", SECOND));
    assertEquals(NOTHING, fromItself(says("c", 1, doesNotHear("a", 4)), 1));
  }
}
