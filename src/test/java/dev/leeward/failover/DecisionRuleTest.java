package dev.leeward.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {
  private static final String[] US_EAST = {"192.0.2.10", "192.0.2.11", "2001:db8:1::10"};
  private final TestService service = new TestService();

  private Decision usEastOut() {
    return new TestService().says(Verdict.DOWN, US_EAST).decide(Decision.initial("www"), 5);
  }

  @Test
  void nothingChangesWhileNothingIsDown() {
    Decision initial = service.initial();
    assertSame(initial, service.decide(initial, 5));
    assertSame(initial, service.says(Verdict.UNDECIDED, US_EAST).decide(initial, 5));
  }

  @Test
  void aDownRecordGoesOutAtOnceAndItsRegionStaysWhileEnoughAreIn() {
    Decision next = service.says(Verdict.DOWN, "192.0.2.10").decide(service.initial(), 5);
    assertEquals(5, next.term());
    assertFalse(next.record("www.example.com. A 192.0.2.10", "us-east").in());
    assertTrue(next.region("us-east").in());
  }

  @Test
  void aRegionGoesOutWithTheLastRecordOfAnRrset() {
    Decision next =
        service.says(Verdict.DOWN, "192.0.2.10", "192.0.2.11").decide(service.initial(), 5);
    assertFalse(next.region("us-east").in(), "its IPv4 is dead, whatever its IPv6 says");
    assertTrue(next.region("eu-west").in());
  }

  @Test
  void minHealthyIsCountedInEachRrsetAndAllWhereThereAreFewer() {
    TestService strict = new TestService(TestService.TWO_REGIONS, 2);
    Decision next = strict.says(Verdict.DOWN, "192.0.2.10").decide(strict.initial(), 5);
    assertFalse(next.region("us-east").in());
    assertTrue(next.region("eu-west").in(), "its one endpoint is all it has");
  }

  @Test
  void undecidedKeepsWhatIsOutOut() {
    Decision out = usEastOut();
    assertSame(
        out, service.says(Verdict.UNDECIDED, US_EAST).allUpFor(Duration.ofHours(1)).decide(out, 6));
  }

  @Test
  void aRecordReturnsAfterItsHoldAndNotBefore() {
    Decision out = usEastOut();
    assertSame(out, service.allUpFor(Duration.ofSeconds(58)).decide(out, 6));
    Decision back = service.allUpFor(Duration.ofSeconds(60)).decide(out, 6);
    assertTrue(back.region("us-east").in());
    assertEquals(0, back.recordsOut());
    assertEquals(6, back.region("us-east").sinceTerm());
  }

  @Test
  void recordsOfARegionThatAreDueTogetherReturnTogether() {
    Decision out = usEastOut();
    service.allUpFor(Duration.ofSeconds(60));
    service.up.put("www.example.com. A 192.0.2.11", Duration.ofMillis(59_100));
    assertEquals(0, service.decide(out, 6).recordsOut());
    service.up.put("www.example.com. A 192.0.2.11", Duration.ofSeconds(30));
    assertEquals(1, service.decide(out, 6).recordsOut());
  }

  @Test
  void theHoldDoublesForWhatFlapsUpToHalfAnHour() {
    assertEquals(
        Duration.ofSeconds(60), DecisionRule.hold(service.plan, new Standing(false, 1, 1)));
    assertEquals(
        Duration.ofSeconds(120), DecisionRule.hold(service.plan, new Standing(false, 1, 2)));
    assertEquals(
        Duration.ofSeconds(960), DecisionRule.hold(service.plan, new Standing(false, 1, 5)));
    assertEquals(
        Duration.ofMinutes(30), DecisionRule.hold(service.plan, new Standing(false, 1, 6)));
    assertEquals(
        Duration.ofMinutes(30),
        DecisionRule.hold(service.plan, new Standing(false, 1, Integer.MAX_VALUE)));
  }

  @Test
  void flapsAreForgivenByADecisionOfTheirOwnAfterHalfAnHourOfCalm() {
    Decision back = service.allUpFor(Duration.ofSeconds(60)).decide(usEastOut(), 6);
    assertEquals(1, back.region("us-east").flaps());
    assertSame(back, service.allUpFor(Duration.ofMinutes(29)).decide(back, 7));
    Decision forgiven = service.allUpFor(Duration.ofMinutes(30)).decide(back, 7);
    assertEquals(0, forgiven.region("us-east").flaps());
    assertEquals(7, forgiven.term());
    assertSame(forgiven, service.decide(forgiven, 8), "once");
  }

  @Test
  void aThirdAddressOfADeadRegionDoesNotBringItBack() {
    Decision out = usEastOut();
    TestService edited = new TestService(TestService.TWO_REGIONS + "www 300 A 192.0.2.12\n", 1);
    edited.says(Verdict.DOWN, US_EAST).says(Verdict.UNDECIDED, "192.0.2.12");
    assertSame(
        out,
        edited.decide(out, 6),
        "a record that the decision does not name has its region's standing");
  }

  @Test
  void renumberingAnAddressOfAHealthyRegionMovesNothing() {
    Decision standing = service.says(Verdict.DOWN, "198.51.100.10").decide(service.initial(), 5);
    TestService renumbered =
        new TestService(TestService.TWO_REGIONS.replace("192.0.2.11", "192.0.2.99"), 1);
    renumbered.says(Verdict.UNDECIDED, "192.0.2.99").says(Verdict.DOWN, "198.51.100.10");
    assertSame(standing, renumbered.decide(standing, 6));
  }

  @Test
  void votersThatSeeTheSameProposeAlike() {
    List<Decision> proposals =
        List.of(1, 2, 3).stream()
            .map(voter ->
                new TestService()
                    .says(Verdict.DOWN, US_EAST)
                    .allUpFor(Duration.ofSeconds(voter))
                    .decide(Decision.initial("www"), 5))
            .toList();
    assertEquals(1, proposals.stream().map(Decision::digest).distinct().count());
  }

  @Test
  void downEndsTheClockAndUndecidedDoesNot() {
    UptimeClock clock = new UptimeClock();
    String id = "www.example.com. A 192.0.2.10";
    clock.observe(service.plan, service.verdict(), 1_000);
    clock.observe(service.plan, service.says(Verdict.UNDECIDED, "192.0.2.10").verdict(), 2_000);
    assertEquals(4_000, clock.at(5_000).uninterruptedNanos(id));
    clock.observe(service.plan, service.says(Verdict.DOWN, "192.0.2.10").verdict(), 6_000);
    assertEquals(0, clock.at(7_000).uninterruptedNanos(id));
    clock.observe(service.plan, service.says(Verdict.UP, "192.0.2.10").verdict(), 8_000);
    assertEquals(1_000, clock.at(9_000).uninterruptedNanos(id));
  }
}
