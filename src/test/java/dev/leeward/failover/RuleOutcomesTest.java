package dev.leeward.failover;

import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.failover.RuleOutcome.Effect;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Service;
import dev.leeward.topology.Target;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RuleOutcomesTest {
  private static final Duration DOWNTIME = Duration.ofSeconds(12);

  private final Fixture fixture = Fixture.of(TWO_REGIONS);
  private final Decision withoutUs = fixture.decide(Fixture.initial(), "192.0.2.10");

  private static List<RuleOutcome> of(
      Fixture fixture,
      Decision decision,
      Function<Target, Verdict> verdicts,
      Duration uptime,
      OverrideEntry... overrides) {
    return RuleOutcomes.of(
        fixture.plan(),
        verdicts,
        decision,
        (service, target) -> uptime.toNanos(),
        (service, target) -> DOWNTIME.toNanos(),
        new Overrides(List.of(overrides)));
  }

  private static RuleOutcome only(List<RuleOutcome> outcomes, String rule, String subject) {
    return outcomes.stream()
        .filter(each -> each.rule().equals(rule) && each.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCalmServicePassesAllRules() {
    List<RuleOutcome> outcomes =
        of(fixture, Fixture.initial(), Fixture.down(), Duration.ofHours(1));
    RuleOutcome us = only(outcomes, "min-healthy", US);
    assertEquals(Effect.PASSES, us.effect());
    assertEquals("1 of 1 records in, 1 needed of each name and type", us.text());
    assertTrue(outcomes.stream().noneMatch(each -> each.rule().equals("hold")));
  }

  @Test
  void aDeadRegionIsWithdrawnByMinHealthy() {
    List<RuleOutcome> outcomes = of(fixture, withoutUs, Fixture.down("192.0.2.10"), Duration.ZERO);
    assertEquals(Effect.WITHDRAWS, only(outcomes, "min-healthy", US).effect());
    assertEquals(
        "down by a quorum (hold 60 s)",
        only(outcomes, "hold", fixture.record("192.0.2.10").id()).text());
  }

  @Test
  void anUndecidedVerdictSaysWhatIsMissing() {
    List<RuleOutcome> outcomes = of(fixture, withoutUs, target -> Verdict.UNDECIDED, Duration.ZERO);
    assertEquals(
        "out until a quorum says up (hold 60 s)",
        only(outcomes, "hold", fixture.record("192.0.2.10").id()).text());
  }

  @Test
  void whatIsDownAndHeldSaysHowLongAndWhatIsInNotHeldSaysNothing() {
    Fixture patient =
        Fixture.of(
            TWO_REGIONS,
            Service.Policy.FAILOVER,
            new Withdrawal(Duration.ofSeconds(60), MinHealthy.of(1), 1, Duration.ofMinutes(30)));
    String us = patient.record("192.0.2.10").id();
    RuleOutcome held =
        only(
            of(patient, Fixture.initial(), Fixture.down("192.0.2.10"), Duration.ZERO),
            "withdrawal",
            us);
    assertEquals(Effect.HOLDS, held.effect());
    assertEquals("down for 12 s, leaves after 48 s more (hold 60 s)", held.text());
    assertTrue(
        of(fixture, Fixture.initial(), Fixture.down("192.0.2.10"), Duration.ZERO).stream()
            .noneMatch(each -> each.rule().equals("withdrawal")));
  }

  @Test
  void aDoubledHoldSaysWhy() {
    Decision twice = fixture.decide(fixture.decide(withoutUs), "192.0.2.10");
    List<RuleOutcome> outcomes = of(fixture, twice, Fixture.down(), Duration.ofSeconds(50));
    assertEquals(
        "up for 50 s, returns after 70 s more (hold 120 s, doubled for 2 outages)",
        only(outcomes, "hold", fixture.record("192.0.2.10").id()).text());
  }

  @Test
  void aRegionThatWaitsForAnOperatorNamesTheCommand() {
    Fixture manual =
        Fixture.of(
            TWO_REGIONS,
            Service.Policy.FAILOVER,
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.MANUAL);
    Decision out = manual.decide(Fixture.initial(), "192.0.2.10");
    Decision healthy = manual.decide(out);
    RuleOutcome waits =
        only(of(manual, healthy, Fixture.down(), Duration.ofHours(1)), "failback", US);
    assertEquals(Effect.HOLDS, waits.effect());
    assertEquals("healthy, waits for: leeward failback www", waits.text());
  }

  @Test
  void anOperatorsWordComesFirst() {
    OverrideEntry drain =
        new OverrideEntry(
            OverrideEntry.Kind.DRAIN, US, null, true, 1, "ann", "disk swap", 0, Long.MAX_VALUE);
    RuleOutcome first =
        of(fixture, Fixture.initial(), Fixture.down(), Duration.ZERO, drain).getFirst();
    assertEquals(new RuleOutcome("drain", US, Effect.OVERRIDES, "by ann: disk swap"), first);
  }
}
