package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.zone.TestZones;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;

/** RFC 1034 section 4.3.2, with RFC 2181, 2308, 4035 and 9471 where they changed it. */
class Rfc1034LookupTest {
  private static final String ZONE =
      """
      $TTL 3600
      @ SOA ns1 hostmaster 7 3600 900 604800 300
      @ NS ns1
      @ NS ns.elsewhere.test.
      ns1 A 192.0.2.1
      ns1 AAAA 2001:db8::1
      www A 192.0.2.2
      www A 192.0.2.3
      a.b.ent TXT "deep"
      sub NS ns.sub
      sub NS ns.other
      sub DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
      ns.sub A 192.0.2.5
      other NS ns.other
      ns.other A 192.0.2.6
      mail MX 10 mx
      mx A 192.0.2.7
      """;
  private static final String SOA =
      "authority: example.com. 300 SOA"
          + " ns1.example.com. hostmaster.example.com. 7 3600 900 604800 300\n";

  private final Asked example = Asked.of("example.com.", ZONE);

  @Test
  void whatIsThereIsAnsweredWithoutAuthoritySection() {
    String expected =
        """
        NOERROR aa
        answer: www.example.com. 3600 A 192.0.2.2
        answer: www.example.com. 3600 A 192.0.2.3
        """;
    assertEquals(expected, example.answer("www.example.com. A"));
  }

  @Test
  void theApexHasItsNameServersWithTheirAddresses() {
    String expected =
        """
        NOERROR aa
        answer: example.com. 3600 NS ns1.example.com.
        answer: example.com. 3600 NS ns.elsewhere.test.
        additional: ns1.example.com. 3600 A 192.0.2.1
        additional: ns1.example.com. 3600 AAAA 2001:db8:0:0:0:0:0:1
        """;
    assertEquals(expected, example.answer("example.com. NS"));
  }

  @Test
  void aNameThatDoesNotExistIsANameErrorForTheSoasMinimum() {
    assertEquals("NXDOMAIN aa\n" + SOA, example.answer("nope.example.com. A"));
    assertEquals("NXDOMAIN aa\n" + SOA, example.answer("below.www.example.com. A"));
  }

  @Test
  void aTypeThatDoesNotExistIsNoData() {
    assertEquals("NOERROR aa\n" + SOA, example.answer("www.example.com. TXT"));
    assertEquals("NOERROR aa\n" + SOA, example.answer("www.example.com. TYPE1000"));
  }

  @Test
  void anEmptyNonTerminalExists() {
    assertEquals("NOERROR aa\n" + SOA, example.answer("ent.example.com. A"));
    assertEquals("NOERROR aa\n" + SOA, example.answer("b.ent.example.com. TXT"));
  }

  @Test
  void aReferralIsNotAuthoritativeAndBringsGlue() {
    String expected =
        """
        NOERROR
        authority: sub.example.com. 3600 NS ns.sub.example.com.
        authority: sub.example.com. 3600 NS ns.other.example.com.
        additional: ns.sub.example.com. 3600 A 192.0.2.5
        additional: ns.other.example.com. 3600 A 192.0.2.6
        """;
    assertEquals(expected, example.answer("www.sub.example.com. A"));
    assertEquals(expected, example.answer("sub.example.com. NS"));
    assertEquals(expected, example.answer("ns.sub.example.com. A"));
  }

  @Test
  void theParentAnswersForTheDsAtACut() {
    String expected =
        """
        NOERROR aa
        answer: sub.example.com. 3600 DS 1 13 2 %s
        """
            .formatted("0".repeat(64));
    assertEquals(expected, example.answer("sub.example.com. DS"));
    assertEquals("NOERROR aa\n" + SOA, example.answer("other.example.com. DS"));
  }

  @Test
  void parentAndChildInOneServerEachAnswerTheirSideOfTheCut() {
    Asked both =
        Asked.of(
            TestZones.zone("example.com.", ZONE),
            TestZones.zone(
                "sub.example.com.",
                """
                $TTL 60
                @ SOA ns.sub.example.com. hostmaster 1 1 1 1 60
                @ NS ns.sub.example.com.
                ns A 192.0.2.50
                """));
    String address =
        """
        NOERROR aa
        answer: ns.sub.example.com. 60 A 192.0.2.50
        """;
    assertEquals(address, both.answer("ns.sub.example.com. A"));
    assertEquals(example.answer("sub.example.com. DS"), both.answer("sub.example.com. DS"));
  }

  @Test
  void theDsOfAnApexWhoseParentIsNotServedIsNoData() {
    assertEquals("NOERROR aa\n" + SOA, example.answer("example.com. DS"));
  }

  @Test
  void outsideAllZonesIsRefusedWithoutUpwardReferral() {
    assertEquals("REFUSED\n", example.answer("www.example.net. A"));
    assertEquals("REFUSED\n", example.answer(". NS"));
    assertEquals("REFUSED\n", example.answer("com. A"));
  }

  @Test
  void theQuestionIsEchoedInItsCaseAndOwnersFollowIt() {
    Message answer = example.overUdp(Asked.query("wWw.eXample.COM. A"));
    assertEquals("wWw.eXample.COM.", answer.getQuestion().getName().toString());
    assertEquals("wWw.eXample.COM.", answer.getSection(1).getFirst().getName().toString());
  }

  @Test
  void anyIsAnsweredWithOneRrset() {
    String expected =
        """
        NOERROR aa
        answer: ns1.example.com. 3600 A 192.0.2.1
        """;
    assertEquals(expected, example.answer("ns1.example.com. ANY"));
    assertEquals("NXDOMAIN aa\n" + SOA, example.answer("nope.example.com. ANY"));
  }

  @Test
  void anyClassIsAnsweredFromTheOneThatIsServedWithoutAuthority() {
    Message answer = example.overTcp(Asked.query("ns1.example.com. ANY A"));
    assertEquals("NOERROR\nanswer: ns1.example.com. 3600 A 192.0.2.1\n", Asked.text(answer));
    assertEquals(DClass.ANY, answer.getQuestion().getDClass());
    assertEquals(DClass.IN, answer.getSection(1).getFirst().getDClass());
  }

  @Test
  void zoneTransfersAndOtherClassesAreRefused() {
    assertEquals("REFUSED\n", example.answer("example.com. AXFR"));
    assertEquals("REFUSED\n", example.answer("example.com. IXFR"));
    assertEquals("REFUSED\n", example.answer("example.com. HS SOA"));
    assertEquals("REFUSED\n", example.answer("example.com. CH SOA"));
  }

  @Test
  void theRootZoneIsAZone() {
    Asked root =
        Asked.of(
            ".",
            """
            . 60 SOA ns. hostmaster. 1 1 1 1 60
            . 60 NS ns.
            ns. 60 A 192.0.2.1
            test. 60 NS ns.test.
            ns.test. 60 A 192.0.2.2
            """);
    String referral =
        """
        NOERROR
        authority: test. 60 NS ns.test.
        additional: ns.test. 60 A 192.0.2.2
        """;
    assertEquals(referral, root.answer("www.test. A"));
    assertEquals(
        "NXDOMAIN aa\nauthority: . 60 SOA ns. hostmaster. 1 1 1 1 60\n", root.answer("nope. A"));
    assertEquals(
        "NOERROR aa\nauthority: . 60 SOA ns. hostmaster. 1 1 1 1 60\n", root.answer(". DS"));
  }

  @Test
  void aNameServersReferralWhoseGlueDoesNotFitIsTruncated() {
    StringBuilder zone =
        new StringBuilder("$TTL 60\n@ SOA ns h 1 1 1 1 1\n@ NS ns\nns A 192.0.2.1\n");
    for (int i = 0; i < 13; i++) {
      zone.append("d NS ns-with-a-long-label-").append(i).append(".d\n");
      zone.append("ns-with-a-long-label-")
          .append(i)
          .append(".d A 198.51.100.")
          .append(i)
          .append('\n');
    }
    Asked many = Asked.of("example.com.", zone.toString());
    Message small = many.overUdp(Asked.query("x.d.example.com. A"));
    assertEquals("NOERROR tc", Asked.text(small).lines().findFirst().orElseThrow());
    Message large = many.overTcp(Asked.query("x.d.example.com. A"));
    assertEquals(13, large.getSection(3).size());
  }
}
