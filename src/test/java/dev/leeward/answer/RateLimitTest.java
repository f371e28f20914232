package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ClientNetwork;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** Equal answers per network, through the whole responder. */
class RateLimitTest {
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          """
          $TTL 60
          @ SOA ns h 1 1 1 1 30
          @ NS ns
          ns A 192.0.2.1
          other A 192.0.2.2
          *.w A 192.0.2.3
          sub NS ns.sub
          ns.sub A 192.0.2.4
          """);
  private static final InetAddress CLIENT = InetAddress.ofLiteral("203.0.113.9");

  private Instant now = Asked.NOW;

  private Asked limited(int rate, int slip) {
    RateLimit limit = new RateLimit(rate, slip, List.of(ClientNetwork.parse("192.0.2.0/24")));
    AnswerSettings settings =
        AnswerSettings.DEFAULT
            .withRateLimit(limit)
            .withCookieSecrets(List.of(new CookieSecret(1, 2)));
    ServingState state = ServingState.unsteered(new ZoneSet(List.of(ZONE)));
    return Asked.at(() -> now, state.with(settings));
  }

  private static String fates(Asked asked, InetAddress client, String question, int times) {
    StringBuilder fates = new StringBuilder();
    for (int i = 0; i < times; i++) {
      fates.append(fate(asked, client, question));
    }
    return fates.toString();
  }

  private static char fate(Asked asked, InetAddress client, String question) {
    byte[] octets = asked.octets(Asked.query(question).toWire(), Client.overUdp(client));
    if (octets.length == 0) {
      return '-';
    }
    Message answer = Asked.read(octets);
    return answer.getHeader().getFlag(Flags.TC) ? 't' : 'a';
  }

  @Test
  void aboveTheLimitEverySecondAnswerIsTruncatedAndTheOthersAreDropped() {
    assertEquals("aaaaa-t-t-t", fates(limited(5, 2), CLIENT, "ns.example.com. A", 11));
    assertEquals("aaattt", fates(limited(3, 1), CLIENT, "ns.example.com. A", 6));
    assertEquals("aaa---", fates(limited(3, 0), CLIENT, "ns.example.com. A", 6));
  }

  @Test
  void aTruncatedAnswerHasOnlyItsQuestion() {
    Asked asked = limited(1, 1);
    fates(asked, CLIENT, "sub.example.com. A", 1);
    Message answer = asked.from(CLIENT, Asked.query("sub.example.com. A"));
    assertEquals("NOERROR tc\n", Asked.text(answer));
    assertEquals("sub.example.com.", answer.getQuestion().getName().toString());
  }

  @Test
  void theLimitFillsUpAgainAtItsRateAndHoldsOneSecond() {
    Asked asked = limited(10, 0);
    assertEquals("aaaaaaaaaa-", fates(asked, CLIENT, "ns.example.com. A", 11));
    now = now.plusMillis(300);
    assertEquals("aaa-", fates(asked, CLIENT, "ns.example.com. A", 4));
    now = now.plusSeconds(60);
    assertEquals("aaaaaaaaaa-", fates(asked, CLIENT, "ns.example.com. A", 11));
    now = now.minusSeconds(3600);
    assertEquals("-", fates(asked, CLIENT, "ns.example.com. A", 1));
    now = now.plusMillis(100);
    assertEquals("a-", fates(asked, CLIENT, "ns.example.com. A", 2));
  }

  @Test
  void onlyEqualAnswersCountTogether() {
    Asked asked = limited(1, 0);
    assertEquals("a-", fates(asked, CLIENT, "ns.example.com. A", 2));
    assertEquals("a-", fates(asked, CLIENT, "ns.example.com. AAAA", 2));
    assertEquals("a-", fates(asked, CLIENT, "other.example.com. A", 2));
    assertEquals("-", fates(asked, CLIENT, "NS.eXample.com. A", 1));
  }

  @Test
  void countlessNamesWithOneAnswerAreOne() {
    Asked asked = limited(2, 0);
    for (String pattern :
        List.of("%d.w.example.com. A", "%d.example.com. A", "%d.sub.example.com. A", "%d.org. A")) {
      List<Character> fates = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        fates.add(fate(asked, CLIENT, pattern.formatted(i)));
      }
      assertEquals(List.of('a', 'a', '-', '-'), fates, pattern);
    }
  }

  @Test
  void anIpv4NetworkIsA24AndAnIpv6NetworkA56() {
    Asked asked = limited(1, 0);
    assertEquals("a", fates(asked, CLIENT, "ns.example.com. A", 1));
    assertEquals("-", fates(asked, InetAddress.ofLiteral("203.0.113.250"), "ns.example.com. A", 1));
    assertEquals("a", fates(asked, InetAddress.ofLiteral("203.0.114.9"), "ns.example.com. A", 1));
    InetAddress ipv6 = InetAddress.ofLiteral("2001:db8:1:aa00::1");
    InetAddress near = InetAddress.ofLiteral("2001:db8:1:aaff::2");
    InetAddress far = InetAddress.ofLiteral("2001:db8:1:ab00::1");
    assertEquals("a", fates(asked, ipv6, "ns.example.com. A", 1));
    assertEquals("-", fates(asked, near, "ns.example.com. A", 1));
    assertEquals("a", fates(asked, far, "ns.example.com. A", 1));
  }

  @Test
  void exemptNetworksAndStreamsHaveNoLimit() {
    Asked asked = limited(1, 0);
    InetAddress exempt = InetAddress.ofLiteral("192.0.2.77");
    assertEquals("aaaa", fates(asked, exempt, "ns.example.com. A", 4));
    for (int i = 0; i < 4; i++) {
      assertFalse(asked.overTcp(Asked.query("ns.example.com. A")).getSection(1).isEmpty());
    }
  }

  @Test
  void whoSendsOurCookieBackHasNoLimitAndATruncatedAnswerBringsTheCookie() {
    Asked asked = limited(1, 1);
    Message query = Asked.query("ns.example.com. A");
    Asked.withOpt(query, new OPTRecord(1232, 0, 0, 0, List.of(new CookieOption(new byte[8]))));
    asked.from(CLIENT, query);
    Message truncated = asked.from(CLIENT, query);
    assertTrue(truncated.getHeader().getFlag(Flags.TC));
    CookieOption cookie = (CookieOption) truncated.getOPT().getOptions().getFirst();
    Message proven = Asked.query("ns.example.com. A");
    Asked.withOpt(proven, new OPTRecord(1232, 0, 0, 0, List.of(cookie)));
    for (int i = 0; i < 4; i++) {
      assertEquals(1, asked.from(CLIENT, proven).getSection(1).size());
    }
  }

  @Test
  void askingForCookiesAloneIsLimitedToo() {
    Asked asked = limited(1, 1);
    Message query = new Message(7);
    Asked.withOpt(query, new OPTRecord(1232, 0, 0, 0, List.of(new CookieOption(new byte[8]))));
    assertTrue(asked.octets(query.toWire(), Client.overUdp(CLIENT)).length > 0);
    assertEquals(0, asked.octets(query.toWire(), Client.overUdp(CLIENT)).length);
  }

  @Test
  void errorsCountToo() {
    Asked asked = limited(1, 2);
    byte[] broken = {0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0};
    assertEquals(12, asked.octets(broken, Client.overUdp(CLIENT)).length);
    assertEquals(0, asked.octets(broken, Client.overUdp(CLIENT)).length);
  }

  @Test
  void aFloodFromEverywhereLeavesNobodyWithoutAnswers() {
    Asked asked = limited(5, 0);
    for (int i = 0; i < 200_000; i++) {
      InetAddress forged =
          InetAddress.ofLiteral("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255));
      assertFalse(
          i < 5 && asked.octets(query(), Client.overUdp(forged)).length == 0,
          "the first were lost");
    }
    assertEquals("aaaaa-", fates(asked, CLIENT, "ns.example.com. A", 6));
  }

  private static byte[] query() {
    return Asked.query("ns.example.com. A").toWire();
  }
}
