package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** RFC 6891 and the questions of RFC 8906 section 8. */
class EdnsTest {
  private static final int DO = ExtendedFlags.DO;
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.0.2.1\nbig TXT"
              + (" " + "b".repeat(200)).repeat(9)
              + "\nmiddle TXT"
              + (" " + "m".repeat(200)).repeat(5)
              + "\n");
  private static final String SOA = "example.com. SOA";

  private final Asked example = Asked.of(ZONE);

  @Test
  void thereIsAnOptInTheAnswerOnlyIfThereIsOneInTheQuery() {
    assertNull(example.overUdp(Asked.query(SOA)).getOPT());
    OPTRecord opt = example.overUdp(with(Asked.query(SOA), new OPTRecord(4096, 0, 0))).getOPT();
    assertEquals(0, opt.getVersion());
    assertEquals(1232, opt.getPayloadSize());
    assertTrue(opt.getOptions().isEmpty());
  }

  @Test
  void anotherVersionIsAnsweredWithBadvers() {
    Message answer = example.overUdp(with(Asked.query(SOA), new OPTRecord(4096, 0, 1, DO)));
    assertEquals(Rcode.BADVERS, answer.getRcode());
    assertEquals(0, answer.getOPT().getVersion());
    assertTrue(answer.getSection(1).isEmpty());
    assertFalse(answer.getHeader().getFlag(Flags.AA));
  }

  @Test
  void unknownFlagsAndOptionsAreLeftOutAndDoIsCopied() {
    OPTRecord opt =
        new OPTRecord(
            4096, 0, 0, DO | 0x40, List.of(new GenericEDNSOption(100, new byte[] {1, 2, 3})));
    Message answer = example.overUdp(with(Asked.query(SOA), opt));
    assertEquals(DO, answer.getOPT().getFlags());
    assertTrue(answer.getOPT().getOptions().isEmpty());
    assertEquals(1, answer.getSection(1).size());
  }

  @Test
  void onlyRdAndCdAreCopiedFromTheHeader() {
    Message query = Asked.query(SOA);
    for (int flag : new int[] {Flags.RD, Flags.CD, Flags.AD, Flags.RA, Flags.AA, Flags.TC}) {
      query.getHeader().setFlag(flag);
    }
    Message answer = example.overUdp(query);
    assertEquals("qr aa rd cd", answer.getHeader().printFlags().strip());
  }

  @Test
  void whatDoesNotFitIsTruncatedAndNeverCutOff() {
    Message without = example.overUdp(Asked.query("big.example.com. TXT"));
    assertTrue(without.getHeader().getFlag(Flags.TC));
    assertTrue(without.getSection(1).isEmpty());
    Message tcp = example.overTcp(Asked.query("big.example.com. TXT"));
    assertFalse(tcp.getHeader().getFlag(Flags.TC));
    assertEquals(1, tcp.getSection(1).size());
  }

  @Test
  void theLimitIsWhatTheClientTakesBetween512And1232() {
    int[] sizes = {0, 512, 1100, 4096};
    boolean[] truncated = {true, true, false, false};
    for (int i = 0; i < sizes.length; i++) {
      Message query = with(Asked.query("middle.example.com. TXT"), new OPTRecord(sizes[i], 0, 0));
      Message answer = example.overUdp(query);
      assertEquals(truncated[i], answer.getHeader().getFlag(Flags.TC), "size " + sizes[i]);
      assertNotNull(answer.getOPT());
    }
    Message big = with(Asked.query("big.example.com. TXT"), new OPTRecord(4096, 0, 0));
    assertTrue(example.overUdp(big).getHeader().getFlag(Flags.TC));
  }

  @Test
  void aSizeBelow512Is512() {
    Message query = with(Asked.query("ns.example.com. A"), new OPTRecord(100, 0, 0));
    assertEquals(
        "NOERROR aa", Asked.text(example.overUdp(query)).lines().findFirst().orElseThrow());
  }

  @Test
  void theNameOfTheServerIsToldWhenAskedFor() {
    AnswerSettings settings =
        new AnswerSettings(List.of(), "fra-1", null, null, List.of(), RateLimit.OFF);
    ServingState state = ServingState.unsteered(new ZoneSet(List.of(ZONE)));
    Asked named = Asked.of(state, settings);
    OPTRecord asking = new OPTRecord(1232, 0, 0, 0, List.of(new NSIDOption(new byte[0])));
    OPTRecord opt = named.overUdp(with(Asked.query(SOA), asking)).getOPT();
    NSIDOption expected = new NSIDOption("fra-1".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(expected), opt.getOptions());
    OPTRecord silent = named.overUdp(with(Asked.query(SOA), new OPTRecord(1232, 0, 0))).getOPT();
    assertTrue(silent.getOptions().isEmpty());
    assertTrue(example.overUdp(with(Asked.query(SOA), asking)).getOPT().getOptions().isEmpty());
  }

  @Test
  void aZoneThatIsNotLoadedIsServfailAndSaysSo() {
    Asked asked = Asked.of(Asked.notReady("sub.example.com.", ZONE));
    Message query = with(Asked.query("www.sub.example.com. A"), new OPTRecord(1232, 0, 0));
    Message answer = asked.overUdp(query);
    assertEquals("SERVFAIL\n", Asked.text(answer));
    ExtendedErrorCodeOption error =
        (ExtendedErrorCodeOption) answer.getOPT().getOptions().getFirst();
    assertEquals(ExtendedErrorCodeOption.NOT_READY, error.getErrorCode());
    assertEquals("SERVFAIL\n", asked.answer("sub.example.com. SOA"));
    assertTrue(asked.answer("ns.example.com. A").startsWith("NOERROR aa\n"));
    assertEquals("REFUSED\n", asked.answer("example.net. A"));
  }

  private static Message with(Message query, OPTRecord opt) {
    return Asked.withOpt(query, opt);
  }
}
