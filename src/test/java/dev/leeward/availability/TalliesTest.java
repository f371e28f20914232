package dev.leeward.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TalliesTest {
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final long NOW = Duration.ofDays(20_000).toMillis();
  private static final Map<String, Double> OBJECTIVE = Map.of("www", 0.9);

  private static Tallies tallies(int good, int bad, long at) {
    Tallies tallies = new Tallies(WINDOW);
    for (int i = 0; i < good; i++) {
      tallies.add("www", true, at);
    }
    for (int i = 0; i < bad; i++) {
      tallies.add("www", false, at);
    }
    return tallies;
  }

  private static ServiceLevel level(Tallies tallies, long at) {
    return tallies.levels(OBJECTIVE, at).getFirst();
  }

  @Test
  void fiveOfAHundredLeaveHalfOfABudgetOfTen() {
    ServiceLevel level = level(tallies(95, 5, NOW), NOW);
    assertEquals(0.95, level.ratio());
    assertEquals(0.5, level.budgetLeft(), 1e-9);
    assertEquals(0.5, level.burnRate(), 1e-9);
  }

  @Test
  void aMissedObjectiveHasLessThanNothingLeft() {
    assertEquals(-1.0, level(tallies(80, 20, NOW), NOW).budgetLeft(), 1e-9);
  }

  @Test
  void withoutAnswersThereIsNoRatioAndTheWholeBudget() {
    ServiceLevel level = level(new Tallies(WINDOW), NOW);
    assertNull(level.ratio());
    assertEquals(1.0, level.budgetLeft());
    assertEquals(0.0, level.burnRate());
  }

  @Test
  void whatIsOlderThanTheWindowIsForgottenAndTheBurnRateKnowsAnHour() {
    Tallies tallies = tallies(0, 10, NOW);
    long twoHours = Duration.ofHours(2).toMillis();
    assertEquals(0.0, level(tallies, NOW + twoHours).burnRate());
    assertEquals(10, level(tallies, NOW + WINDOW.toMillis() - twoHours).bad());
    assertEquals(0, level(tallies, NOW + WINDOW.toMillis() + twoHours).bad());
  }

  @Test
  void aClockThatIsSetBackBringsNothingBack() {
    Tallies tallies = tallies(10, 0, NOW);
    tallies.add("www", false, NOW - WINDOW.toMillis());
    assertEquals(0, level(tallies, NOW).bad());
  }

  @Test
  void whatIsKeptIsReadAgain() {
    Tallies next = new Tallies(WINDOW);
    next.read(tallies(95, 5, NOW).text());
    assertEquals(95, level(next, NOW).good());
    assertEquals(5, level(next, NOW).bad());
  }

  @Test
  void whatWasKeptForAnotherWindowOrIsDamagedIsNotTaken() {
    Tallies other = new Tallies(Duration.ofDays(7));
    other.read(tallies(95, 5, NOW).text());
    assertEquals(0, level(other, NOW).good());
    Tallies same = new Tallies(WINDOW);
    same.read(
        tallies(1, 0, NOW).text().lines().findFirst().orElseThrow()
            + "\nwww x 1 1\nwww 1\n\nwww 999999999999999999999 1 1\nwww 1 -1 1\n");
    assertEquals(0, level(same, NOW).good() + level(same, NOW).bad());
    same.read("");
    same.read("something else");
    assertEquals(0, level(same, NOW).good());
  }
}
