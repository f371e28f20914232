package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.pin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.failover.Selection.Reason;
import dev.leeward.topology.Safety;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What would be served after a loss. */
class ForesightTest {
  private static final Map<String, String> INSTANCES = Map.of("iad", US, "fra", EU, "home", "lab");

  private final Fixture two = Fixture.of(Fixture.TWO_REGIONS);

  private static Prospect lose(
      Fixture fixture, boolean decides, Set<String> down, OverrideEntry[] forced, String... words)
      throws Loss.UnknownException {
    Overrides overrides = new Overrides(List.of(forced));
    Foresight foresight = new Foresight(fixture.zones(), Ledger.EMPTY, overrides, decides);
    return foresight.after(
        Loss.of(List.of(words), fixture.topology(), INSTANCES),
        fixture.plan(),
        Fixture.down(down.toArray(String[]::new)),
        new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), true, 0));
  }

  private static Prospect lose(Fixture fixture, String... words) throws Loss.UnknownException {
    return lose(fixture, true, Set.of(), new OverrideEntry[0], words);
  }

  @Test
  void theNextRegionIsServedWhenTheFirstIsLost() throws Exception {
    Prospect prospect = lose(two, US);
    assertEquals(List.of(US), prospect.before().regions());
    assertEquals(List.of(EU), prospect.after().regions());
    assertEquals(Reason.FAILED_OVER, prospect.after().reason());
    assertEquals(List.of(), prospect.dead());
    assertEquals(List.of(), prospect.empty());
    assertTrue(prospect.changes());
  }

  @Test
  void theLossOfTheStandbyChangesNoAnswer() throws Exception {
    Prospect prospect = lose(two, EU);
    assertEquals(List.of(US), prospect.after().regions());
    assertEquals(List.of(), prospect.dead());
  }

  @Test
  void withNothingLeftEveryRecordIsServedAndDead() throws Exception {
    Prospect prospect = lose(two, US, "198.51.100.10");
    assertEquals(Reason.LAST_RESORT, prospect.after().reason());
    assertEquals(List.of("www.example.com. A"), prospect.dead());
  }

  @Test
  void whatIsDownAlreadyIsNoHelp() throws Exception {
    Prospect prospect =
        lose(two, true, Set.of("198.51.100.10"), new OverrideEntry[0], "192.0.2.10");
    assertEquals(List.of("www.example.com. A"), prospect.dead());
  }

  @Test
  void withoutAQuorumTheDeadRegionStaysServed() throws Exception {
    Prospect prospect = lose(two, false, Set.of(), new OverrideEntry[0], US);
    assertEquals(List.of(US), prospect.after().regions());
    assertFalse(prospect.changes());
    assertEquals(List.of("www.example.com. A"), prospect.dead());
  }

  @Test
  void overridesStandInTheWay() throws Exception {
    OverrideEntry[] pinned = {pin(US)};
    assertEquals(List.of("www.example.com. A"), lose(two, true, Set.of(), pinned, US).dead());
    OverrideEntry[] drained = {drain(EU)};
    assertEquals(List.of("www.example.com. A"), lose(two, true, Set.of(), drained, US).dead());
  }

  @Test
  void aTypeThatTheNextRegionLacksIsEmpty() throws Exception {
    Prospect prospect = lose(Fixture.of(Fixture.TWO_REGIONS + "www AAAA 2001:db8:1::1\n"), US);
    assertEquals(List.of("www.example.com. AAAA"), prospect.empty());
    assertEquals(List.of(), prospect.dead());
  }

  @Test
  void whatASafetyRuleRefusesIsNamed() throws Exception {
    Foresight foresight = new Foresight(two.zones(), Ledger.EMPTY, Overrides.NONE, true);
    Safety both = new Safety(2, 1, 10, Duration.ofMinutes(10));
    Fixture strict = Fixture.of(Fixture.TWO_REGIONS, both);
    Prospect prospect =
        foresight.after(
            Loss.of(List.of(US), strict.topology(), INSTANCES),
            strict.plan(),
            target -> Verdict.UNDECIDED,
            new Circumstances((service, target) -> 0, true, 0));
    assertEquals(List.of(US), prospect.after().regions());
    assertEquals(SafetyRule.MIN_REGIONS, prospect.refusals().getFirst().rule());
    assertEquals(List.of("www.example.com. A"), prospect.dead());
  }

  @Test
  void aWordIsARegionAnInstanceOrAnEndpoint() throws Exception {
    Loss loss =
        Loss.of(
            List.of(US, "region:lab", "fra", "instance:iad", "192.0.2.10"),
            two.topology(),
            INSTANCES);
    assertEquals(new Loss(Set.of(US, "lab"), Set.of("fra", "iad"), Set.of("192.0.2.10")), loss);
    assertTrue(loss.takesInstance("home", "lab"));
    assertFalse(loss.takesInstance("home", EU));
    Loss.UnknownException unknown =
        assertThrows(
            Loss.UnknownException.class,
            () -> Loss.of(List.of("instance:moon"), two.topology(), INSTANCES));
    assertEquals(
        "instance:moon is no region, instance or endpoint; known are ap-south, eu-west, lab,"
            + " us-east, fra, home, iad and the addresses that services' names have",
        unknown.getMessage());
  }
}
