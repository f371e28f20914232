package dev.leeward.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Verdict;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteeringCompilerTest {
  private static final String[] US_EAST = {"192.0.2.10", "192.0.2.11", "2001:db8:1::10"};

  private static Steering compile(TestService service, Decision decision, boolean shortTtl) {
    return SteeringCompiler.compile(
        service.zones,
        List.of(new ServiceState(service.plan, decision, service.select(decision), shortTtl)));
  }

  private static RRset rrset(SteeredName name, RecordType type) {
    RRset rrset = name.rrset(type);
    assertNotNull(rrset);
    return rrset;
  }

  @Test
  void onlyTheServedRegionsAddressesAreLeftAndOtherTypesAreUntouched() {
    TestService service = new TestService();
    SteeredName name = compile(service, service.initial(), false).at(0);
    assertEquals(2, rrset(name, RecordType.A).records().size());
    assertEquals(1, rrset(name, RecordType.AAAA).records().size());
    assertEquals(300, rrset(name, RecordType.TXT).ttl());
  }

  @Test
  void ttlsAreCappedCalmAndShortUnderSuspicionAndNeverRaised() {
    TestService service = new TestService();
    assertEquals(30, rrset(compile(service, service.initial(), false).at(0), RecordType.A).ttl());
    assertEquals(5, rrset(compile(service, service.initial(), true).at(0), RecordType.A).ttl());
    TestService low = new TestService(TestService.TWO_REGIONS.replace("300", "2"), 1);
    assertEquals(2, rrset(compile(low, low.initial(), true).at(0), RecordType.A).ttl());
  }

  @Test
  void aTypeThatTheServedRegionLacksIsNoDataForTheSuspectTtl() {
    TestService service =
        new TestService(TestService.TWO_REGIONS.replace("www  300 AAAA 2001:db8:2::10\n", ""), 1);
    Decision out = service.says(Verdict.DOWN, US_EAST).decide(service.initial(), 5);
    SteeredName name = compile(service, out, false).at(0);
    assertNull(name.rrset(RecordType.AAAA), "never another region's address");
    assertEquals(5, name.negativeTtl());
    assertEquals(1, rrset(name, RecordType.A).records().size());
  }

  @Test
  void aRecordInNoRegionIsNeverWithdrawn() {
    TestService service = new TestService(TestService.TWO_REGIONS + "www 300 A 203.0.113.99\n", 1);
    assertEquals(
        3, rrset(compile(service, service.initial(), false).at(0), RecordType.A).records().size());
  }

  @Test
  void theExplanationSaysWhatIsOutAndWhatIsServed() {
    TestService service = new TestService();
    Decision out = service.says(Verdict.DOWN, US_EAST).decide(service.initial(), 5);
    Steering steering = compile(service, out, true);
    assertEquals("www: us-east out since term 5; serving eu-west", steering.at(0).explanation());
    assertTrue(
        String.valueOf(steering.serviceTexts().get("www")).contains("term 5"),
        steering.serviceTexts()::toString);
  }

  @Test
  void suspicionShortensForAtMostTheHold() {
    TestService service = new TestService();
    TtlClock clock = new TtlClock();
    long second = Duration.ofSeconds(1).toNanos();
    clock.observe(
        service.plan, target -> target.endpoint().toString().equals("192.0.2.10"), second);
    assertTrue(clock.isShort(service.plan, List.of("us-east"), 2 * second));
    assertFalse(
        clock.isShort(service.plan, List.of("eu-west"), 2 * second),
        "only served endpoints matter");
    clock.observe(
        service.plan, target -> target.endpoint().toString().equals("192.0.2.10"), 62 * second);
    assertFalse(
        clock.isShort(service.plan, List.of("us-east"), 62 * second),
        "one lossy path must not keep it low for ever");
  }

  @Test
  void aChangeShortensForTheHold() {
    TestService service = new TestService();
    TtlClock clock = new TtlClock();
    clock.changed("www", 0);
    assertTrue(clock.isShort(service.plan, List.of("us-east"), Duration.ofSeconds(59).toNanos()));
    assertFalse(clock.isShort(service.plan, List.of("us-east"), Duration.ofSeconds(60).toNanos()));
  }

  @Test
  void aDrainThatLeavesNothingHealthyIsRefusedByName() {
    TestService service = new TestService();
    OverrideEntry usEast = TestService.drain("us-east");
    assertEquals(Optional.empty(), DrainRule.refusal(service.topology, Ledger.EMPTY, usEast, 1));
    Ledger drained = Ledger.EMPTY.merge(new LedgerEntry.Overridden(usEast, "a", new byte[0]));
    assertTrue(
        DrainRule.refusal(service.topology, drained, TestService.drain("eu-west"), 1).isPresent());
    Decision out = service.says(Verdict.DOWN, "198.51.100.10").decide(service.initial(), 5);
    Ledger down = Ledger.EMPTY.merge(new LedgerEntry.Decided(out, List.of()));
    assertTrue(DrainRule.refusal(service.topology, down, usEast, 1).isPresent());
  }
}
