package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.TWO_REGIONS;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.WWW;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.agreement.Decision;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Selections to the RRsets that are served; data is read by an independent reader. */
class SteeringCompilerTest {
  private final Fixture two = Fixture.of(TWO_REGIONS + "www TXT \"hello\"\n");
  private final Decision usOut = two.decide(initial(), "192.0.2.10");

  @Test
  void onlySelectedRecordsAreServed() {
    assertEquals(List.of("192.0.2.10"), www(two.state(initial(), false), RecordType.A));
    assertEquals(List.of("198.51.100.10"), www(two.state(usOut, false), RecordType.A));
  }

  @Test
  void recordsInNoRegionAreAlwaysServed() {
    Fixture elsewhere = Fixture.of(TWO_REGIONS + "www A 10.0.0.1\n");
    assertEquals(
        List.of("10.0.0.1", "198.51.100.10"),
        www(elsewhere, elsewhere.state(usOut, false), RecordType.A));
  }

  @Test
  void theTtlOfAddressesIsTheServicesWhileCalmAndShortUnderSuspicion() {
    assertEquals(60, rrset(two, two.state(initial(), false), RecordType.A).ttl());
    assertEquals(5, rrset(two, two.state(initial(), true), RecordType.A).ttl());
  }

  @Test
  void ttlsAreNeverRaised() {
    Fixture low = Fixture.of("www 3 A 192.0.2.10\nwww 3 A 198.51.100.10\n");
    assertEquals(3, rrset(low, low.state(initial(), false), RecordType.A).ttl());
    assertEquals(3, rrset(low, low.state(initial(), true), RecordType.A).ttl());
  }

  @Test
  void whatHealthCannotChangeKeepsItsTtl() {
    assertEquals(3600, rrset(two, two.state(usOut, true), RecordType.TXT).ttl());
  }

  @Test
  void aTypeThatTheServedRegionLacksIsMissingForTheSuspectTtl() {
    Fixture uneven = Fixture.of(TWO_REGIONS + "www AAAA 2001:db8:1::10\n");
    SteeredName name = steer(uneven, uneven.state(usOut, false)).at(0);
    assertNull(name.rrset(RecordType.AAAA));
    assertEquals(5, name.negativeTtl());
  }

  @Test
  void namesKeepTheirPlacesEvenWhereTheZoneHasNothing() {
    Steering steering = steer(two, two.state(initial(), false));
    assertEquals(2, steering.names().size());
    assertEquals(WWW, steering.at(0).owner());
    assertEquals(Fixture.API, steering.at(1).owner());
    assertEquals(0, steering.at(1).rrsets().size());
  }

  @Test
  void theExplanationSaysWhatIsOutAndWhatIsServed() {
    assertEquals("www: eu-west standby; serving us-east", explained(initial()));
    assertEquals("www: us-east out since term 1; serving eu-west", explained(usOut));
    assertEquals(
        "www: us-east drained; serving eu-west",
        Explanation.of(two.state(initial(), false, drain(US))));
    assertEquals(
        "www: serving us-east and eu-west, for all are drained",
        Explanation.of(two.state(initial(), false, drain(US), drain(EU))));
    assertEquals(
        "www: serving us-east and eu-west as last resort",
        explained(two.decide(initial(), "192.0.2.10", "198.51.100.10")));
  }

  @Test
  void theExplanationNamesRecordsThatAreOutInAServedRegion() {
    Fixture pair = Fixture.of("www A 192.0.2.10\nwww A 192.0.2.11\n");
    Decision decision = pair.decide(initial(), "192.0.2.11");
    assertEquals(
        "www: us-east 192.0.2.11 out; serving us-east",
        Explanation.of(pair.state(decision, false)));
  }

  @Test
  void theServicesTextHasReasonTermAndTtl() {
    assertEquals(
        "www: us-east out since term 1; serving eu-west; failed-over; term 1; ttl 5",
        steer(two, two.state(usOut, true)).serviceTexts().get("www"));
  }

  @Test
  void withdrawnAddressesLeaveTheHints() {
    Fixture hinted =
        Fixture.of(
            TWO_REGIONS
                + "www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.10,198.51.100.10\n"
                + "www HTTPS 2 backup.example.net. ipv4hint=203.0.113.99\n");
    assertEquals(
        List.of(
            "1 . alpn=h2 ipv4hint=198.51.100.10", "2 backup.example.net. ipv4hint=203.0.113.99"),
        www(hinted, hinted.state(usOut, false), RecordType.HTTPS));
    assertEquals(5, rrset(hinted, hinted.state(usOut, true), RecordType.HTTPS).ttl());
  }

  @Test
  void aHintWithoutAddressesGoesAndLeavesTheMandatoryKeys() {
    Fixture hinted =
        Fixture.of(
            TWO_REGIONS
                + "www AAAA 2001:db8:1::10\n"
                + "www HTTPS 1 . mandatory=ipv4hint,ipv6hint ipv4hint=198.51.100.10"
                + " ipv6hint=2001:db8:1::10\n"
                + "www HTTPS 2 . mandatory=ipv4hint alpn=h2 ipv4hint=192.0.2.10\n");
    assertEquals(
        List.of("1 . mandatory=ipv4hint ipv4hint=198.51.100.10", "2 . alpn=h2"),
        www(hinted, hinted.state(usOut, false), RecordType.HTTPS));
  }

  private String explained(Decision decision) {
    return Explanation.of(two.state(decision, false));
  }

  private List<String> www(ServiceState state, RecordType type) {
    return www(two, state, type);
  }

  private static List<String> www(Fixture fixture, ServiceState state, RecordType type) {
    RRset rrset = rrset(fixture, state, type);
    return rrset.records().stream()
        .map(data ->
            Record.newRecord(Name.root, type.code(), DClass.IN, 0, data.wire()).rdataToString())
        .sorted()
        .toList();
  }

  private static RRset rrset(Fixture fixture, ServiceState state, RecordType type) {
    RRset rrset = steer(fixture, state).at(0).rrset(type);
    assertNotNull(rrset);
    return rrset;
  }

  private static Steering steer(Fixture fixture, ServiceState state) {
    return SteeringCompiler.compile(fixture.zones(), List.of(state));
  }
}
