package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.WWW;
import static dev.leeward.failover.Fixture.initial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.agreement.Decision;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.ServiceRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that point at host names, in the regions that the names tell. */
class HostRegionTest {
  private static final String MAIL =
      """
      www MX 10 mx1.use1.example.net.
      www MX 20 MX1.use1.example.net.
      www MX 10 mx1.euw1.example.net.
      www MX 90 backup.example.org.
      www SRV 0 5 443 a.b.use1.example.net.
      www SRV 0 5 443 lb.euw1.example.net.
      """;

  private final Fixture mail = Fixture.of(MAIL);

  private int served(Decision decision, RecordType type) {
    RRset rrset =
        SteeringCompiler.compile(mail.zones(), List.of(mail.state(decision, false)))
            .at(0)
            .rrset(type);
    return assertNotNullAnd(rrset).records().size();
  }

  private static RRset assertNotNullAnd(@org.jspecify.annotations.Nullable RRset rrset) {
    assertNotNull(rrset);
    return rrset;
  }

  @Test
  void aHostsRegionIsTheOneThatItsNameTells() {
    assertEquals(
        List.of(
            "www.example.com. MX 10 mx1.euw1.example.net.",
            "www.example.com. MX 10 mx1.use1.example.net.",
            "www.example.com. MX 20 mx1.use1.example.net.",
            "www.example.com. SRV 0 5 443 a.b.use1.example.net.",
            "www.example.com. SRV 0 5 443 lb.euw1.example.net."),
        mail.plan().records().stream().map(ServiceRecord::id).toList());
    assertEquals(3, mail.plan().recordsIn(US).size());
    assertEquals(2, mail.plan().recordsIn(EU).size());
  }

  @Test
  void eachHostIsProbedOnce() {
    assertEquals(
        List.of(
            "a.b.use1.example.net./web",
            "lb.euw1.example.net./web",
            "mx1.euw1.example.net./web",
            "mx1.use1.example.net./web"),
        mail.plan().targets().stream().map(Object::toString).toList());
  }

  @Test
  void onlyTheServedRegionsHostsAndThoseInNoRegionAreServed() {
    assertEquals(3, served(initial(), RecordType.MX), "two of us-east and the backup");
    assertEquals(1, served(initial(), RecordType.SRV));
    Decision usOut = mail.decide(initial(), "mx1.use1.example.net.");
    assertEquals(List.of(EU), mail.select(usOut).regions());
    assertEquals(2, served(usOut, RecordType.MX), "one of eu-west and the backup");
  }

  @Test
  void aHostRecordInNoRegionKeepsItsTtl() {
    Fixture plain = Fixture.of(Fixture.TWO_REGIONS + "www MX 10 mx.example.org.\n");
    RRset rrset =
        SteeringCompiler.compile(plain.zones(), List.of(plain.state(initial(), true)))
            .at(0)
            .rrset(new RecordType(15));
    assertEquals(3600, assertNotNullAnd(rrset).ttl());
    assertEquals(WWW, assertNotNullAnd(rrset).owner());
  }
}
