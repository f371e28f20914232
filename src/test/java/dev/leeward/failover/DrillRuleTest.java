package dev.leeward.failover;

import static dev.leeward.failover.Fixture.AP;
import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Overrides;
import dev.leeward.failover.Selection.Withdrawal;
import dev.leeward.topology.Safety;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a drill does to a service, and what stands against one. */
class DrillRuleTest {
  private static final String THREE_REGIONS = Fixture.TWO_REGIONS + "www A 203.0.113.10\n";

  private final Fixture two = Fixture.of(Fixture.TWO_REGIONS);
  private final Fixture three = Fixture.of(THREE_REGIONS);

  private static OverrideEntry drill(Kind kind, String region) {
    return new OverrideEntry(kind, region, null, true, 1, "ann", "game day", 5, 1000);
  }

  private static final OverrideEntry US_DOWN = drill(Kind.DRILL, US);

  private static Ledger ledger(Decision decision, OverrideEntry... overrides) {
    List<LedgerEntry> entries = new ArrayList<>();
    entries.add(new LedgerEntry.Decided(decision, List.of()));
    for (OverrideEntry each : overrides) {
      entries.add(new LedgerEntry.Overridden(each, "fra-1", new byte[0]));
    }
    return Ledger.EMPTY.mergeAll(entries);
  }

  private static List<String> objections(Fixture fixture, Ledger ledger, String... down) {
    return DrillRule.objections(fixture.topology(), ledger, US_DOWN, 10, plan -> Fixture.down(down))
        .stream()
        .map(DrillRule.Objection::toString)
        .toList();
  }

  @Test
  void theNextRegionIsServedWhileADrillTakesTheFirstForDown() {
    Selection selection = two.select(Fixture.initial(), US_DOWN);
    assertEquals(List.of(EU), selection.regions());
    assertEquals(
        Withdrawal.REGION_DRILLED, selection.withdrawn().get(two.record("192.0.2.10").id()));
    assertTrue(
        Explanation.of(two.state(Fixture.initial(), true, US_DOWN))
            .startsWith("www: us-east down in a drill; serving eu-west"));
  }

  @Test
  void aShadowDrillChangesNoAnswer() {
    assertEquals(
        two.select(Fixture.initial()), two.select(Fixture.initial(), drill(Kind.SHADOW_DRILL, US)));
    assertEquals(
        List.of(EU),
        DrillRule.rehearsed(
                two.plan(), Fixture.initial(), Overrides.NONE, drill(Kind.SHADOW_DRILL, US))
            .regions());
  }

  @Test
  void aDrillStepsAsideAtOnceWhereNothingElseIsIn() {
    Decision euIsOut = two.decide(Fixture.initial(), "198.51.100.10");
    assertEquals(List.of(US), two.select(euIsOut, US_DOWN).regions());
    OverrideEntry drain =
        new OverrideEntry(Kind.DRAIN, EU, null, true, 1, "ops", "upgrade", 0, Long.MAX_VALUE);
    assertEquals(List.of(US), two.select(Fixture.initial(), US_DOWN, drain).regions());
  }

  @Test
  void whatAnOperatorPinsIsServedWhateverIsRehearsed() {
    assertEquals(List.of(US), two.select(Fixture.initial(), US_DOWN, Fixture.pin(US)).regions());
  }

  @Test
  void nothingStandsAgainstADrillWhereAllIsWell() {
    assertEquals(List.of(), objections(two, ledger(Fixture.initial())));
    assertEquals(List.of(), objections(two, ledger(Fixture.initial(), US_DOWN)));
  }

  @Test
  void aStandbyThatIsDownEndsIt() {
    assertEquals(
        List.of("standby-health: eu-west would serve www and is not healthy: 198.51.100.10 down"),
        objections(two, ledger(Fixture.initial(), US_DOWN), "198.51.100.10"));
  }

  @Test
  void aRegionThatWouldNotServeMayBeDown() {
    assertEquals(List.of(), objections(three, ledger(Fixture.initial(), US_DOWN), "203.0.113.10"));
  }

  @Test
  void aStandbyThatIsOutLeavesNothingAndTheSafetyRuleIsNamed() {
    Decision euIsOut = two.decide(Fixture.initial(), "198.51.100.10");
    assertEquals(
        "min-regions: a drill of us-east would leave no healthy, undrained region for www",
        objections(two, ledger(euIsOut, US_DOWN)).getFirst());
  }

  @Test
  void itIsHeldAgainstTheServicesSafetyRules() {
    Fixture strict = Fixture.of(THREE_REGIONS, new Safety(1, 0.34, 10, Duration.ofMinutes(10)));
    Decision apIsOut = strict.decide(Fixture.initial(), "203.0.113.10");
    assertEquals(
        List.of(
            "max-withdrawn-share: a drill of us-east would leave 2 of 3 regions of www out or"
                + " drained, 1 may be"),
        objections(strict, ledger(apIsOut), "203.0.113.10"));
  }

  @Test
  void whatAnOperatorForcesMeanwhileEndsIt() {
    OverrideEntry freeze =
        new OverrideEntry(Kind.FREEZE, null, null, true, 1, "bob", "storm", 7, Long.MAX_VALUE);
    assertEquals(
        List.of("overridden: freeze is in force, by bob: storm"),
        objections(two, ledger(Fixture.initial(), US_DOWN, freeze)));
    assertEquals(
        List.of("overridden: drain/ap-south is in force, by ops: upgrade"),
        objections(three, ledger(Fixture.initial(), US_DOWN, Fixture.drain(AP))));
  }

  @Test
  void besideTheRegionsOwnOutageThereIsNothingToRehearse() {
    Decision usIsOut = three.decide(Fixture.initial(), "192.0.2.10");
    assertEquals(
        List.of("region-out: us-east is out of www anyway"),
        objections(three, ledger(usIsOut, US_DOWN), "192.0.2.10"));
  }
}
