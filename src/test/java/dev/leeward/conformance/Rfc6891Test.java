package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** EDNS(0). */
class Rfc6891Test {
  private static final String ZONE =
      "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.0.2.1\nbig TXT %s\n"
          .formatted("\"%s\" ".formatted("x".repeat(250)).repeat(4));

  private final Served served = Served.zone("example.", ZONE);

  @Test
  void section611AnOptAnswersAnOptAndNothingElse() {
    assertNull(served.askedOverUdp("ns.example. A").message().getOPT());
    assertNotNull(asked("ns.example. A", new OPTRecord(1232, 0, 0)).getOPT());
    assertNotNull(asked("nope.example. A", new OPTRecord(1232, 0, 0)).getOPT());
    assertNotNull(asked("example.net. A", new OPTRecord(1232, 0, 0)).getOPT());
  }

  @Test
  void section612UnknownOptionsAreIgnored() {
    OPTRecord opt =
        new OPTRecord(1232, 0, 0, 0, List.of(new GenericEDNSOption(65001, new byte[] {1, 2, 3})));
    assertEquals(List.of(), asked("ns.example. A", opt).getOPT().getOptions());
  }

  @Test
  void section613ANewerVersionIsBadversWithOursAndNoAnswer() {
    Message answer = asked("ns.example. A", new OPTRecord(1232, 0, 1));
    assertEquals(Rcode.BADVERS, answer.getRcode());
    assertEquals(0, answer.getOPT().getVersion());
    assertEquals(List.of(), answer.getSection(1));
  }

  @Test
  void section614DoIsCopiedAndUnknownFlagsAreCleared() {
    OPTRecord opt = asked("ns.example. A", new OPTRecord(1232, 0, 0, 0xFFFF)).getOPT();
    assertEquals(0x8000, opt.getFlags());
  }

  @Test
  void section623ALessSizeThan512Is512() {
    assertTrue(asked("big.example. TXT", new OPTRecord(0, 0, 0)).getHeader().getFlag(Flags.TC));
    assertEquals(1, asked("ns.example. A", new OPTRecord(12, 0, 0)).getSection(1).size());
  }

  @Test
  void section625TheAnswerIsAsLongAsBothSidesAllow() {
    Message answer = asked("big.example. TXT", new OPTRecord(4096, 0, 0));
    assertEquals(1, answer.getSection(1).size());
    assertEquals(1232, answer.getOPT().getPayloadSize());
  }

  private Message asked(String question, OPTRecord opt) {
    return served.askedOverUdp(question, opt).message();
  }
}
