package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** What is asked for and not done: each with the code that its RFC wants, never with silence. */
class RefusalTest {
  private static final Zone ZONE =
      TestZones.zone("example.com.", "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.0.2.1\n");
  private static final ServingState STATE = ServingState.unsteered(new ZoneSet(List.of(ZONE)));

  private final Asked asked =
      Asked.of(STATE, AnswerSettings.DEFAULT.withCookieSecrets(List.of(new CookieSecret(1, 2))));

  private static Message request(int opcode, String name) {
    Message request = Asked.query(name + " SOA");
    request.getHeader().setOpcode(opcode);
    return request;
  }

  @Test
  void whoMayNotifyOrUpdateDependsOnTheZoneAndIsNobody() {
    for (int opcode : new int[] {Opcode.NOTIFY, Opcode.UPDATE}) {
      Message served = asked.overUdp(request(opcode, "example.com."));
      assertEquals(Rcode.REFUSED, served.getRcode());
      assertEquals(opcode, served.getHeader().getOpcode());
      assertEquals("example.com.", served.getQuestion().getName().toString());
      for (String other : List.of("example.org.", "www.example.com.", "com.")) {
        assertEquals(Rcode.NOTAUTH, asked.overUdp(request(opcode, other)).getRcode(), other);
      }
    }
  }

  @Test
  void otherOpcodesAreNotImplemented() {
    for (int opcode : new int[] {1, 2, 3, 6, 15}) {
      assertEquals(Rcode.NOTIMP, asked.overUdp(request(opcode, "example.com.")).getRcode());
    }
  }

  @Test
  void aKeyThatNobodySharesIsBadkeyAndTheAnswerRepeatsWhatWasSigned() {
    TSIG key = new TSIG(TSIG.HMAC_SHA256, "key.example.", "c2VjcmV0c2VjcmV0c2VjcmV0");
    Message query = Asked.query("ns.example.com. A");
    Asked.withOpt(query, new OPTRecord(1232, 0, 0));
    query.setTSIG(key, 0, null);
    byte[] packet = query.toWire(512);
    Message answer = Asked.read(asked.octets(packet, Asked.OVER_TCP));
    assertEquals("NOTAUTH", Asked.text(answer).lines().findFirst().orElseThrow());
    assertTrue(answer.getSection(1).isEmpty());
    TSIGRecord error = answer.getTSIG();
    assertEquals(Rcode.BADKEY, error.getError());
    assertEquals("key.example.", error.getName().toString());
    assertEquals(0, error.getSignature().length);
    assertEquals(query.getHeader().getID(), error.getOriginalID());
    assertEquals(1232, answer.getOPT().getPayloadSize());
  }

  @Test
  void aNameOfNoZoneIsRefusedAsNotAuthoritative() {
    Message query = Asked.withOpt(Asked.query("example.org. A"), new OPTRecord(1232, 0, 0));
    Message answer = asked.overUdp(query);
    assertEquals(Rcode.REFUSED, answer.getRcode());
    ExtendedErrorCodeOption error =
        (ExtendedErrorCodeOption) answer.getOPT().getOptions().getFirst();
    assertEquals(ExtendedErrorCodeOption.NOT_AUTHORITATIVE, error.getErrorCode());
  }

  @Test
  void aMalformedQueryGetsItsQuestionAndItsOptBack() {
    byte[] query =
        Asked.withOpt(Asked.query("ns.example.com. A"), new OPTRecord(1232, 0, 0)).toWire();
    byte[] longer = Arrays.copyOf(query, query.length + 3);
    Message answer = Asked.read(asked.octets(longer, Client.overUdp(Asked.FRIEND)));
    assertEquals(Rcode.FORMERR, answer.getRcode());
    assertEquals("ns.example.com.", answer.getQuestion().getName().toString());
    assertEquals(0, answer.getOPT().getVersion());
  }

  @Test
  void aCookieOfAnImpossibleLengthIsMalformed() {
    byte[] query =
        Asked.withOpt(
                Asked.query("ns.example.com. A"),
                new OPTRecord(1232, 0, 0, 0, List.of(new CookieOption(new byte[8]))))
            .toWire();
    byte[] shorter = Arrays.copyOf(query, query.length - 1);
    shorter[query.length - 8 - 4 + 3] = 7;
    shorter[query.length - 8 - 4 - 1] = 11;
    Message answer = Asked.read(asked.octets(shorter, Client.overUdp(Asked.FRIEND)));
    assertEquals(Rcode.FORMERR, answer.getRcode());
    assertTrue(answer.getOPT().getOptions().isEmpty());
  }

  @Test
  void aCookieMayBeAskedForWithoutAQuestion() {
    Message query = new Message(7);
    Asked.withOpt(query, new OPTRecord(1232, 0, 0, 0, List.of(new CookieOption(new byte[8]))));
    Message answer = asked.overUdp(query);
    assertEquals(Rcode.NOERROR, answer.getRcode());
    CookieOption cookie = (CookieOption) answer.getOPT().getOptions().getFirst();
    assertEquals(16, cookie.getServerCookie().orElseThrow().length);
    Message nothing = Asked.withOpt(new Message(7), new OPTRecord(1232, 0, 0));
    assertEquals(Rcode.FORMERR, asked.overUdp(nothing).getRcode());
    assertFalse(asked.overUdp(new Message(7)).getHeader().getFlag(5));
    assertEquals(Rcode.FORMERR, asked.overUdp(new Message(7)).getRcode());
  }
}
