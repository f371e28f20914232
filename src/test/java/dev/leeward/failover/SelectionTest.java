package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.failover.Selection.Reason;
import dev.leeward.failover.Selection.Withdrawal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which regions a service is served from, and which of its records. */
class SelectionTest {
  private final Fixture two = Fixture.of(TWO_REGIONS);
  private final Decision usOut = two.decide(initial(), "192.0.2.10");
  private final Decision euOut = two.decide(initial(), "198.51.100.10");
  private final Decision allOut = two.decide(initial(), "192.0.2.10", "198.51.100.10");

  @Test
  void theFirstHealthyRegionInOrderIsServed() {
    Selection selection = two.select(initial());
    assertEquals(Reason.FIRST_CHOICE, selection.reason());
    assertEquals(List.of(US), selection.regions());
    assertEquals(Withdrawal.STANDBY, why(selection, two, "198.51.100.10"));
  }

  @Test
  void aRegionThatIsOutIsPassedOver() {
    Selection selection = two.select(usOut);
    assertEquals(Reason.FAILED_OVER, selection.reason());
    assertEquals(List.of("198.51.100.10"), two.served(selection));
    assertEquals(Withdrawal.REGION_OUT, why(selection, two, "192.0.2.10"));
  }

  @Test
  void aDrainedRegionIsPassedOverAtOnce() {
    Selection selection = two.select(initial(), drain(US));
    assertEquals(List.of(EU), selection.regions());
    assertEquals(Withdrawal.REGION_DRAINED, why(selection, two, "192.0.2.10"));
  }

  @Test
  void aDrainOfAnotherServiceDoesNotCount() {
    assertEquals(List.of(US), two.select(initial(), drain(US, "mail")).regions());
    assertEquals(List.of(EU), two.select(initial(), drain(US, "www")).regions());
  }

  @Test
  void endOfDrainRestoresWhatWasAgreed() {
    OverrideEntry drain =
        new OverrideEntry(
            Kind.DRAIN, EU, null, true, 1, "ops", "upgrade", 0, Duration.ofHours(1).toMillis());
    Selection agreed = two.select(usOut);
    assertEquals(Reason.LAST_RESORT, two.select(usOut, inForce(drain, 3_599_999)).reason());
    assertEquals(agreed, two.select(usOut, inForce(drain, 3_600_000)));
  }

  private static OverrideEntry[] inForce(OverrideEntry override, long wallMillis) {
    return Stream.of(override)
        .filter(each -> each.isInForce(wallMillis))
        .toArray(OverrideEntry[]::new);
  }

  @Test
  void lastResortServesAllRecordsOfAllRegions() {
    Selection selection = two.select(allOut);
    assertEquals(Reason.LAST_RESORT, selection.reason());
    assertEquals(List.of("192.0.2.10", "198.51.100.10"), two.served(selection));
  }

  @Test
  void lastResortKeepsDrainedRegionsOut() {
    Selection selection = two.select(euOut, drain(US));
    assertEquals(Reason.LAST_RESORT, selection.reason());
    assertEquals(List.of("198.51.100.10"), two.served(selection));
  }

  @Test
  void drainedRegionsAreServedOnlyIfAllAreDrained() {
    Selection selection = two.select(initial(), drain(US), drain(EU));
    assertEquals(Reason.ALL_DRAINED, selection.reason());
    assertEquals(List.of("192.0.2.10", "198.51.100.10"), two.served(selection));
  }

  @Test
  void aHealthyRegionHidesItsDownRecords() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n");
    Selection selection = pair.select(pair.decide(initial(), "192.0.2.11"));
    assertEquals(List.of("192.0.2.10"), pair.served(selection));
    assertEquals(Withdrawal.RECORD_OUT, why(selection, pair, "192.0.2.11"));
  }

  @Test
  void anUnhealthyRegionServedAsLastResortKeepsAllOfItsRecords() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n", 2);
    Decision out = pair.decide(initial(), "192.0.2.11", "198.51.100.10");
    assertEquals(3, pair.served(pair.select(out)).size());
  }

  @Test
  void ipv4AndIpv6ComeFromTheSameRegion() {
    Fixture dual = Fixture.of(TWO_REGIONS + "www AAAA 2001:db8:1::10\nwww AAAA 2001:db8:2::10\n");
    Selection selection = dual.select(dual.decide(initial(), "2001:db8:1::10"));
    assertEquals(Set.of("198.51.100.10", "2001:db8:2::10"), Set.copyOf(dual.served(selection)));
  }

  @Test
  void aTypeThatTheServedRegionLacksIsNotTakenFromAnother() {
    Fixture uneven = Fixture.of(TWO_REGIONS + "www AAAA 2001:db8:1::10\n");
    Selection selection = uneven.select(uneven.decide(initial(), "192.0.2.10"));
    assertEquals(List.of("198.51.100.10"), uneven.served(selection));
  }

  @Test
  void aDecisionThatAZoneEditHasOvertakenNeverEmptiesAnRrset() {
    Fixture pair = Fixture.of(TWO_REGIONS + "www A 192.0.2.11\n");
    Decision oneOut = pair.decide(initial(), "192.0.2.11");
    Fixture edited = Fixture.of("www A 192.0.2.11\nwww A 198.51.100.10\n");
    assertEquals(List.of("192.0.2.11"), edited.served(edited.select(oneOut)));
  }

  @Test
  void aServiceWithoutRecordsInItsRegionsHasNothingToSteer() {
    Selection selection = Fixture.of("www A 10.0.0.1\n").select(initial());
    assertEquals(Reason.NOTHING_TO_STEER, selection.reason());
    assertEquals(List.of(), selection.regions());
  }

  private static @Nullable Withdrawal why(Selection selection, Fixture fixture, String address) {
    return selection.withdrawn().get(fixture.record(address).id());
  }
}
