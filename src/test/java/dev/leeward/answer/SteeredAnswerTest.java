package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** What is withdrawn appears nowhere; the zone file's records are never read at a steered name. */
class SteeredAnswerTest {
  private static final Name WWW = Name.parse("www.example.com.");
  private static final Name WILDCARD = Name.parse("*.w.example.com.");
  private static final Name ALIAS = Name.parse("alias.example.com.");
  private static final String EXPLANATION = "us-east is withdrawn from www: down by 3 of 3 votes";
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          """
          $TTL 3600
          @ SOA ns h 1 1 1 1 300
          @ NS ns
          @ MX 10 www
          ns A 192.0.2.1
          www A 192.0.2.10
          www A 198.51.100.10
          www AAAA 2001:db8:1::10
          *.w A 192.0.2.10
          *.w A 198.51.100.10
          alias CNAME lb.use1.example.net.
          to-www CNAME www
          """,
          new SteeredNames(List.of(WWW, WILDCARD, ALIAS)));
  private static final String SOA =
      "authority: example.com. %d SOA ns.example.com. h.example.com. 1 1 1 1 300\n";

  private final ServingState state =
      new ServingState(
          new ZoneSet(List.of(ZONE)),
          new Steering(
              List.of(
                  steered(WWW, address(WWW)),
                  steered(WILDCARD, address(WILDCARD)),
                  steered(ALIAS, alias("lb.euw1.example.net."))),
              Map.of("www", EXPLANATION, "long", "x".repeat(300))),
          AnswerSettings.DEFAULT,
          1);
  private final Asked asked = Asked.of(state);

  private static SteeredName steered(Name owner, RRset set) {
    return new SteeredName(owner, "www", Map.of(set.type(), set), 5, EXPLANATION);
  }

  private static RRset address(Name owner) {
    return new RRset(
        owner, RecordType.A, 5, List.of(new Rdata(new byte[] {(byte) 198, 51, 100, 10})));
  }

  private static RRset alias(String target) {
    return new RRset(ALIAS, RecordType.CNAME, 5, List.of(new Rdata(Name.parse(target).wire())));
  }

  @Test
  void aSteeredNameHasWhatTheSteeringLetsThrough() {
    String expected =
        """
        NOERROR aa
        answer: www.example.com. 5 A 198.51.100.10
        """;
    assertEquals(expected, asked.answer("www.example.com. A"));
    assertEquals(expected, asked.answer("www.example.com. ANY"));
  }

  @Test
  void aTypeThatIsOnlyWithdrawnIsBelievedMissingForAShortTime() {
    assertEquals("NOERROR aa\n" + SOA.formatted(5), asked.answer("www.example.com. AAAA"));
    assertEquals("NOERROR aa\n" + SOA.formatted(300), asked.answer("www.example.com. TXT"));
  }

  @Test
  void theAdditionalSectionCarriesWhatAQueryWouldGet() {
    String expected =
        """
        NOERROR aa
        answer: example.com. 3600 MX 10 www.example.com.
        additional: www.example.com. 5 A 198.51.100.10
        """;
    assertEquals(expected, asked.answer("example.com. MX"));
  }

  @Test
  void aSteeredWildcardSteersWhatItSynthesizes() {
    String expected =
        """
        NOERROR aa
        answer: x.y.w.example.com. 5 A 198.51.100.10
        """;
    assertEquals(expected, asked.answer("x.y.w.example.com. A"));
  }

  @Test
  void anAliasLeadsToTheSteeredRecords() {
    String expected =
        """
        NOERROR aa
        answer: to-www.example.com. 3600 CNAME www.example.com.
        answer: www.example.com. 5 A 198.51.100.10
        """;
    assertEquals(expected, asked.answer("to-www.example.com. A"));
    assertEquals(
        "NOERROR aa\nanswer: alias.example.com. 5 CNAME lb.euw1.example.net.\n",
        asked.answer("alias.example.com. A"));
  }

  @Test
  void whyIsToldToThoseWhoMayAskAndUseEdns() {
    Message query = withEdns("www.example.com. A");
    ExtendedErrorCodeOption error =
        (ExtendedErrorCodeOption) asked.overUdp(query).getOPT().getOptions().getFirst();
    assertEquals(ExtendedErrorCodeOption.OTHER, error.getErrorCode());
    assertEquals(EXPLANATION, error.getText());
    assertTrue(asked.from(Asked.STRANGER, query).getOPT().getOptions().isEmpty());
    assertTrue(asked.overUdp(withEdns("ns.example.com. A")).getOPT().getOptions().isEmpty());
  }

  @Test
  void whyIsNotToldOverUdpToWhoUsesNoCookie() {
    Message plain = Asked.query("www.example.com. A");
    Asked.withOpt(plain, new OPTRecord(1232, 0, 0));
    assertTrue(asked.overUdp(plain).getOPT().getOptions().isEmpty());
    assertEquals(1, asked.overTcp(plain).getOPT().getOptions().size());
  }

  @Test
  void anExplanationThatDoesNotFitIsLeftOutAndTruncatesNothing() {
    SteeredName wordy =
        new SteeredName(WWW, "www", Map.of(RecordType.A, address(WWW)), 5, "x".repeat(2000));
    Steering steering = new Steering(List.of(wordy, wordy, wordy), Map.of());
    Asked other =
        Asked.of(new ServingState(new ZoneSet(List.of(ZONE)), steering, AnswerSettings.DEFAULT, 1));
    Message answer = other.overUdp(withEdns("www.example.com. A"));
    assertTrue(answer.getOPT().getOptions().isEmpty());
    assertFalse(answer.getHeader().getFlag(Flags.TC));
    assertEquals(1, answer.getSection(1).size());
  }

  @Test
  void classChExplainsAServiceToThoseWhoMayAsk() {
    String question = "WWW.leeward. CH TXT";
    Message answer = asked.overUdp(Asked.query(question));
    assertEquals(EXPLANATION, text(answer));
    assertEquals("REFUSED\n", Asked.text(asked.from(Asked.STRANGER, Asked.query(question))));
    assertEquals("NXDOMAIN\n", asked.answer("nope.leeward. CH TXT"));
    assertEquals("NOERROR aa\n", asked.answer("www.leeward. CH A"));
    assertEquals("REFUSED\n", asked.answer("www.leeward. TXT"));
    Message longer = asked.overTcp(Asked.query("long.leeward. CH TXT"));
    assertEquals(300, text(longer).replace(" ", "").replace("\"", "").length());
  }

  @Test
  void whoAndWhatTheServerIsStaysUnsaidUnlessConfigured() {
    assertEquals("REFUSED\n", asked.answer("id.server. CH TXT"));
    assertEquals("REFUSED\n", asked.answer("version.bind. CH TXT"));
    Asked open =
        Asked.of(
            state,
            new AnswerSettings(List.of(), null, "fra-1", "Leeward", List.of(), RateLimit.OFF));
    assertEquals("fra-1", text(open.overUdp(Asked.query("id.server. CH TXT"))));
    assertEquals("Leeward", text(open.overUdp(Asked.query("Version.Bind. CH TXT"))));
  }

  private static String text(Message answer) {
    String data = answer.getSection(1).getFirst().rdataToString();
    boolean isQuoted = data.startsWith("\"") && data.indexOf('"', 1) == data.length() - 1;
    return isQuoted ? data.substring(1, data.length() - 1) : data;
  }

  private static Message withEdns(String question) {
    CookieOption cookie = new CookieOption(new byte[8]);
    return Asked.withOpt(Asked.query(question), new OPTRecord(1232, 0, 0, 0, List.of(cookie)));
  }
}
