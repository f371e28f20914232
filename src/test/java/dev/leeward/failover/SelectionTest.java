package dev.leeward.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServiceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final String[] US_EAST = {"192.0.2.10", "192.0.2.11", "2001:db8:1::10"};
  private static final String[] EU_WEST = {"198.51.100.10", "2001:db8:2::10"};
  private final TestService service = new TestService();

  private Decision down(String... addresses) {
    return new TestService().says(Verdict.DOWN, addresses).decide(Decision.initial("www"), 5);
  }

  private Decision allDown() {
    return new TestService()
        .says(Verdict.DOWN, US_EAST)
        .says(Verdict.DOWN, EU_WEST)
        .decide(Decision.initial("www"), 5);
  }

  @Test
  void theFirstHealthyRegionIsServedAlone() {
    Selection selection = service.select(service.initial());
    assertEquals(List.of("us-east"), selection.regions());
    assertEquals(Selection.Reason.FIRST_CHOICE, selection.reason());
    assertEquals(2, selection.withdrawn().size());
  }

  @Test
  void theNextRegionIsServedWhenTheFirstIsOut() {
    Selection selection = service.select(down(US_EAST));
    assertEquals(List.of("eu-west"), selection.regions());
    assertEquals(Selection.Reason.FAILED_OVER, selection.reason());
    assertEquals(
        Selection.Withdrawal.REGION_OUT,
        selection.withdrawn().get("www.example.com. A 192.0.2.10"));
  }

  @Test
  void aHealthyServedRegionHidesItsDownRecords() {
    Selection selection = service.select(down("192.0.2.10"));
    assertEquals(List.of("us-east"), selection.regions());
    assertEquals(
        Selection.Withdrawal.RECORD_OUT,
        selection.withdrawn().get("www.example.com. A 192.0.2.10"));
    assertFalse(selection.withdrawn().containsKey("www.example.com. A 192.0.2.11"));
  }

  @Test
  void whenAllIsDownAllIsServed() {
    Selection selection = service.select(allDown());
    assertEquals(List.of("us-east", "eu-west"), selection.regions());
    assertEquals(Selection.Reason.LAST_RESORT, selection.reason());
    assertTrue(selection.withdrawn().isEmpty());
  }

  @Test
  void theLastResortKeepsDrainedRegionsOut() {
    Selection selection = service.select(allDown(), TestService.drain("us-east"));
    assertEquals(List.of("eu-west"), selection.regions());
    assertEquals(Selection.Reason.LAST_RESORT, selection.reason());
  }

  @Test
  void whenAllAreDrainedAllAreServed() {
    Selection selection =
        service.select(
            service.initial(), TestService.drain("us-east"), TestService.drain("eu-west"));
    assertEquals(List.of("us-east", "eu-west"), selection.regions());
    assertEquals(Selection.Reason.ALL_DRAINED, selection.reason());
  }

  @Test
  void theEndOfADrainRestoresWhatWasAgreed() {
    Decision out = down(EU_WEST);
    assertEquals(List.of("eu-west"), service.select(out, TestService.drain("us-east")).regions());
    assertEquals(List.of("us-east"), service.select(out).regions());
  }

  @Test
  void aDrainOfAnotherServiceIsNoneOfThisOne() {
    OverrideEntry other =
        new OverrideEntry("us-east", "other", true, 1, "test", "test", 0, Long.MAX_VALUE);
    assertEquals(List.of("us-east"), service.select(service.initial(), other).regions());
  }

  /** Never empty, and never two regions but as a last resort: whatever was decided and drained. */
  @Test
  void noDecisionAndNoDrainEverEmptiesAnAnswer() {
    Random random = new Random(9);
    for (int i = 0; i < 5000; i++) {
      Map<String, Boolean> regions = new HashMap<>();
      service.plan.service().regions().forEach(region -> regions.put(region, random.nextBoolean()));
      Map<String, Boolean> records = new HashMap<>();
      service.plan.records().stream()
          .filter(record -> random.nextInt(4) > 0)
          .forEach(record -> records.put(record.id(), random.nextBoolean()));
      List<OverrideEntry> drains = new ArrayList<>();
      service.plan.service().regions().stream()
          .filter(region -> random.nextInt(3) == 0)
          .forEach(region -> drains.add(TestService.drain(region)));
      Selection selection =
          service.select(
              TestService.standing(regions, records, 1), drains.toArray(OverrideEntry[]::new));

      TreeSet<String> types = new TreeSet<>();
      TreeSet<String> servedRegions = new TreeSet<>();
      for (ServiceRecord record : service.plan.records()) {
        if (selection.serves(record)) {
          types.add(record.type().toString());
          servedRegions.add(record.region());
        }
      }
      assertEquals(new TreeSet<>(List.of("A", "AAAA")), types, selection::toString);
      boolean lastResort =
          selection.reason() == Selection.Reason.LAST_RESORT
              || selection.reason() == Selection.Reason.ALL_DRAINED;
      assertTrue(lastResort || servedRegions.size() == 1, selection::toString);
    }
  }
}
