package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.answer.Asked;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/**
 * Zones and what they answer, so that a test reads as zone, question, answer. Questions go in as
 * octets and dnsjava reads the answers.
 */
final class Served {
  private final List<Zone> zones;
  private final Asked asked;

  private Served(List<Zone> zones) {
    this.zones = zones;
    this.asked = Asked.of(zones.toArray(Zone[]::new));
  }

  static Served zone(String origin, String text) {
    return new Served(List.of(TestZones.zone(origin, text)));
  }

  /** The same server with one more zone. */
  Served and(String origin, String text) {
    List<Zone> more = new ArrayList<>(zones);
    more.add(TestZones.zone(origin, text));
    return new Served(more);
  }

  /**
   * Over TCP, where everything fits.
   *
   * @param question name, class if not IN, type
   */
  Answer asked(String question) {
    return new Answer(question, asked.overTcp(Asked.query(question)));
  }

  /** Over UDP and without EDNS: 512 octets. */
  Answer askedOverUdp(String question) {
    return new Answer(question, asked.overUdp(Asked.query(question)));
  }

  Answer askedOverUdp(String question, OPTRecord opt) {
    return new Answer(question, asked.overUdp(Asked.withOpt(Asked.query(question), opt)));
  }

  /** What came back. */
  record Answer(String question, Message message) {
    /**
     * @param expected code and flags, then a line for each record, its section before it
     */
    void is(String expected) {
      assertEquals(expected, text(), question);
    }

    String text() {
      return Asked.text(message);
    }
  }
}
