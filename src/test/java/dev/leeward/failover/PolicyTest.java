package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static dev.leeward.failover.Fixture.pin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.failover.Selection.Reason;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spread, pins, hold as last resort, manual failback, health as a share. */
class PolicyTest {
  private static final String US_ADDRESS = "192.0.2.10";
  private static final String EU_ADDRESS = "198.51.100.10";

  /** Longer than any hold here, and shorter than the calm after which flaps are forgiven. */
  private static final Duration LONG = Duration.ofMinutes(20);

  private final Fixture failover = Fixture.of(Fixture.TWO_REGIONS);
  private final Fixture spread =
      with(Service.Policy.SPREAD, Service.WhenAllDown.OPEN, Service.Failback.AUTOMATIC);
  private final Fixture holding =
      with(Service.Policy.FAILOVER, Service.WhenAllDown.HOLD, Service.Failback.AUTOMATIC);
  private final Fixture manual =
      with(Service.Policy.FAILOVER, Service.WhenAllDown.OPEN, Service.Failback.MANUAL);

  private static Fixture with(
      Service.Policy policy, Service.WhenAllDown whenAllDown, Service.Failback failback) {
    return Fixture.of(Fixture.TWO_REGIONS, policy, MinHealthy.of(1), whenAllDown, failback);
  }

  @Test
  void spreadServesEveryHealthyRegion() {
    Selection all = spread.select(initial());
    assertEquals(Reason.EVERYWHERE, all.reason());
    assertEquals(List.of(US_ADDRESS, EU_ADDRESS), spread.served(all));
    Selection one = spread.select(spread.decide(initial(), US_ADDRESS));
    assertEquals(Reason.REDUCED, one.reason());
    assertEquals(List.of(EU_ADDRESS), spread.served(one));
    assertEquals(List.of(US), spread.select(initial(), drain(EU)).regions());
  }

  @Test
  void spreadServesAllWhenNoneIsHealthy() {
    Selection none = spread.select(spread.decide(initial(), US_ADDRESS, EU_ADDRESS));
    assertEquals(Reason.LAST_RESORT, none.reason());
    assertEquals(List.of(US, EU), none.regions());
  }

  @Test
  void aPinBeatsHealthAndDrain() {
    Decision usOut = failover.decide(initial(), US_ADDRESS);
    Selection pinned = failover.select(usOut, pin(US), drain(US));
    assertEquals(Reason.PINNED, pinned.reason());
    assertEquals(List.of(US_ADDRESS), failover.served(pinned));
    assertEquals(List.of(EU_ADDRESS), failover.served(failover.select(initial(), pin(EU))));
  }

  @Test
  void aPinnedRegionThatIsHealthyWithdrawsItsDeadRecords() {
    Fixture pair = Fixture.of(Fixture.TWO_REGIONS + "www A 192.0.2.11\n");
    Decision oneOut = pair.decide(initial(), "192.0.2.11");
    assertEquals(List.of(US_ADDRESS), pair.served(pair.select(oneOut, pin(US))));
    Decision bothOut = pair.decide(initial(), US_ADDRESS, "192.0.2.11");
    assertEquals(List.of(US_ADDRESS, "192.0.2.11"), pair.served(pair.select(bothOut, pin(US))));
  }

  @Test
  void aPinToARegionWithoutRecordsIsIgnored() {
    assertEquals(List.of(US), failover.select(initial(), pin(Fixture.AP)).regions());
  }

  @Test
  void holdServesWhatWasServedLast() {
    Decision usOut = holding.decide(initial(), US_ADDRESS);
    Decision bothOut = holding.decide(usOut, US_ADDRESS, EU_ADDRESS);
    Selection held = holding.select(bothOut);
    assertEquals(Reason.LAST_RESORT, held.reason());
    assertEquals(List.of(EU), held.regions());
    Decision together = holding.decide(initial(), US_ADDRESS, EU_ADDRESS);
    assertEquals(List.of(US), holding.select(together).regions());
    assertEquals(List.of(US), holding.select(bothOut, drain(EU)).regions());
  }

  @Test
  void withManualFailbackARegionWaitsForItsReleaseHoweverLongItIsUp() {
    Decision out = manual.decide(initial(), US_ADDRESS);
    Decision waiting = manual.decide(out, LONG);
    assertTrue(waiting.record(manual.record(US_ADDRESS).id(), US).in());
    assertFalse(waiting.region(US).in());
    assertSame(waiting, manual.decide(waiting, LONG));
    assertEquals(List.of(EU), manual.select(waiting).regions());
    assertEquals(
        "www: us-east out since term 1, waits for a failback; serving eu-west",
        Explanation.of(manual.state(waiting, false)));
    assertEquals(
        "www: us-east out since term 1; serving eu-west", Explanation.of(manual.state(out, false)));
    Decision released = manual.decideReleased(out.term(), waiting, LONG);
    assertEquals(List.of(US), manual.select(released).regions());
  }

  @Test
  void aReleaseIsForWhatWentOutBeforeIt() {
    Decision out = manual.decide(initial(), US_ADDRESS);
    Decision back = manual.decideReleased(out.term(), manual.decide(out, LONG), LONG);
    Decision again = manual.decideReleased(out.term(), back, LONG, US_ADDRESS);
    Decision up = manual.decideReleased(out.term(), again, LONG);
    assertFalse(up.region(US).in());
  }

  @Test
  void aReleasedRegionStillKeepsItsHold() {
    Decision out = manual.decide(initial(), US_ADDRESS);
    assertSame(out, manual.decideReleased(out.term(), out, Duration.ofSeconds(50)));
    assertTrue(manual.decideReleased(out.term(), out, Duration.ofSeconds(60)).region(US).in());
  }

  @Test
  void whatWaitsReturnsWhenNothingElseIsLeft() {
    Decision out = manual.decide(initial(), US_ADDRESS);
    Decision waiting = manual.decide(out, LONG);
    Decision needed = manual.decide(waiting, LONG, EU_ADDRESS);
    assertEquals(Reason.FIRST_CHOICE, manual.select(needed).reason());
    assertEquals(List.of(US), manual.select(needed).regions());
  }

  @Test
  void healthMayBeAShare() {
    Fixture half =
        Fixture.of(
            Fixture.TWO_REGIONS + "www A 192.0.2.11\nwww A 192.0.2.12\n",
            Service.Policy.FAILOVER,
            MinHealthy.parse("50%"),
            Service.WhenAllDown.OPEN,
            Service.Failback.AUTOMATIC);
    assertTrue(half.decide(initial(), US_ADDRESS).region(US).in());
    assertFalse(half.decide(initial(), US_ADDRESS, "192.0.2.11").region(US).in());
  }

  @Test
  void aShareIsRoundedUpAndANumberIsAtMostAll() {
    assertEquals(2, MinHealthy.parse("50%").neededOf(3));
    assertEquals(1, MinHealthy.parse("1%").neededOf(3));
    assertEquals(3, MinHealthy.parse("100%").neededOf(3));
    assertEquals(2, MinHealthy.parse("5").neededOf(2));
    for (String wrong : List.of("0", "0%", "101%", "-1", "half", "%", "")) {
      assertThrows(IllegalArgumentException.class, () -> MinHealthy.parse(wrong), wrong);
    }
  }
}
