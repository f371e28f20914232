package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.zone.TestZones;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** CNAME chains (RFC 1034 section 3.6.2, RFC 2308 section 2.1) and DNAME (RFC 6672). */
class AliasTest {
  private static final String SOA = "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.0.2.1\n";
  private static final String NEGATIVE = "authority: %1$s 30 SOA ns.%1$s h.%1$s 1 1 1 1 30\n";

  @Test
  void aChainIsFollowedInsideItsZone() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME b\nb CNAME c\nc A 192.0.2.2\n");
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME b.example.com.
        answer: b.example.com. 60 CNAME c.example.com.
        answer: c.example.com. 60 A 192.0.2.2
        """;
    assertEquals(expected, asked.answer("a.example.com. A"));
  }

  @Test
  void anAliasAskedForItselfIsNotFollowed() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME b\nb A 192.0.2.2\n");
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME b.example.com.
        """;
    assertEquals(expected, asked.answer("a.example.com. CNAME"));
    assertEquals(expected, asked.answer("a.example.com. ANY"));
  }

  @Test
  void aChainIsFollowedIntoAnotherServedZone() {
    Asked asked =
        Asked.of(
            TestZones.zone("example.com.", SOA + "a CNAME b.example.net.\n"),
            TestZones.zone("example.net.", SOA + "b A 192.0.2.2\n"));
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME b.example.net.
        answer: b.example.net. 60 A 192.0.2.2
        """;
    assertEquals(expected, asked.answer("a.example.com. A"));
  }

  @Test
  void aChainEndsWhereNoServedZoneIs() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME b.example.net.\n");
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME b.example.net.
        """;
    assertEquals(expected, asked.answer("a.example.com. A"));
  }

  @Test
  void theCodeIsThatOfTheLastName() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME nope\nb CNAME ns\n");
    String alias = "NXDOMAIN aa\nanswer: a.example.com. 60 CNAME nope.example.com.\n";
    assertEquals(alias + NEGATIVE.formatted("example.com."), asked.answer("a.example.com. A"));
    String noData = "NOERROR aa\nanswer: b.example.com. 60 CNAME ns.example.com.\n";
    assertEquals(noData + NEGATIVE.formatted("example.com."), asked.answer("b.example.com. TXT"));
  }

  @Test
  void aChainIntoADelegationEndsWithItsReferral() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME x.d\nd NS ns.d\nns.d A 192.0.2.3\n");
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME x.d.example.com.
        authority: d.example.com. 60 NS ns.d.example.com.
        additional: ns.d.example.com. 60 A 192.0.2.3
        """;
    assertEquals(expected, asked.answer("a.example.com. A"));
  }

  @Test
  void aLoopIsWalkedOnce() {
    Asked asked = Asked.of("example.com.", SOA + "a CNAME b\nb CNAME a\n");
    String expected =
        """
        NOERROR aa
        answer: a.example.com. 60 CNAME b.example.com.
        answer: b.example.com. 60 CNAME a.example.com.
        """;
    assertEquals(expected, asked.answer("a.example.com. A"));
  }

  @Test
  void aChainWithoutEndIsCutOff() {
    StringBuilder zone = new StringBuilder(SOA);
    for (int i = 0; i < 100; i++) {
      zone.append("c").append(i).append(" CNAME c").append(i + 1).append('\n');
    }
    Asked asked = Asked.of("example.com.", zone.toString());
    List<Record> chain = asked.overTcp(Asked.query("c0.example.com. A")).getSection(1);
    assertEquals(Resolution.MOST_ALIASES + 1, chain.size());
  }

  @Test
  void aDnameIsAnsweredWithTheAliasThatItStandsFor() {
    Asked asked = Asked.of("example.com.", SOA + "old 90 DNAME new\nwww.new A 192.0.2.2\n");
    String expected =
        """
        NOERROR aa
        answer: old.example.com. 90 DNAME new.example.com.
        answer: www.old.example.com. 90 CNAME www.new.example.com.
        answer: www.new.example.com. 60 A 192.0.2.2
        """;
    assertEquals(expected, asked.answer("www.old.example.com. A"));
  }

  @Test
  void theOwnerOfADnameIsNotRedirected() {
    Asked asked = Asked.of("example.com.", SOA + "old DNAME new\nold TXT here\n");
    assertEquals(
        "NOERROR aa\n" + NEGATIVE.formatted("example.com."), asked.answer("old.example.com. A"));
    assertEquals(
        "NOERROR aa\nanswer: old.example.com. 60 DNAME new.example.com.\n",
        asked.answer("old.example.com. DNAME"));
  }

  @Test
  void theAliasOfADnameAskedForItselfIsNotFollowed() {
    Asked asked = Asked.of("example.com.", SOA + "old DNAME new\nwww.new A 192.0.2.2\n");
    String expected =
        """
        NOERROR aa
        answer: old.example.com. 60 DNAME new.example.com.
        answer: www.old.example.com. 60 CNAME www.new.example.com.
        """;
    assertEquals(expected, asked.answer("www.old.example.com. CNAME"));
  }

  @Test
  void aNameThatGrowsTooLongIsYxdomain() {
    String label = "x".repeat(63);
    String target = label + "." + label + "." + label;
    Asked asked = Asked.of("example.com.", SOA + "old DNAME " + target + "\n");
    String answer = asked.answer(label + ".old.example.com. A");
    assertTrue(answer.startsWith("YXDOMAIN aa\nanswer: old.example.com. 60 DNAME"), answer);
    assertEquals(2, answer.lines().count());
  }

  @Test
  void aDnameThatLeadsBelowItselfEnds() {
    Asked asked = Asked.of("example.com.", SOA + "old DNAME deeper.old\n");
    List<Record> chain = asked.overTcp(Asked.query("a.old.example.com. A")).getSection(1);
    long dnames = chain.stream().filter(record -> record.getType() == Type.DNAME).count();
    assertEquals(1, dnames);
    assertEquals(Resolution.MOST_ALIASES + 2, chain.size());
  }
}
