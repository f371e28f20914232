package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ServingState;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import dev.leeward.zone.ListedRecord;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What explain shows as the answer is what a query gets. */
class ServedAnswerTest {
  private static final Name WWW = Name.parse("www.example.com.");
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          """
          $TTL 3600
          @ SOA ns h 1 1 1 1 300
          @ NS ns
          @ MX 10 Mail.example.net.
          ns A 192.0.2.1
          www CNAME lb.use1.example.net.
          """,
          new SteeredNames(List.of(WWW)));
  private static final RRset ALIAS =
      new RRset(
          WWW,
          RecordType.CNAME,
          30,
          List.of(ListedRecord.parse("CNAME lb.euw1.example.net.").data()));
  private static final ServingState STATE =
      new ServingState(
          new ZoneSet(List.of(ZONE)),
          new Steering(
              List.of(new SteeredName(WWW, "www", Map.of(RecordType.CNAME, ALIAS), 5, null)),
              Map.of()),
          AnswerSettings.DEFAULT,
          1);

  private static List<String> lines(String name, RecordType type) {
    return ServedAnswer.of(Name.parse(name), type, ZONE, STATE).lines();
  }

  @Test
  void anAliasThatIsSteeredLeadsWhereTheSteeringSays() {
    assertEquals(
        List.of("an alias of lb.euw1.example.net."), lines("www.example.com.", RecordType.A));
    assertEquals(
        List.of("www.example.com. 30 IN CNAME lb.euw1.example.net."),
        lines("www.example.com.", RecordType.CNAME));
  }

  @Test
  void hostsAreShownAsTheyAreWritten() {
    assertEquals(
        List.of("example.com. 3600 IN MX 10 mail.example.net."),
        lines("example.com.", RecordType.MX));
  }
}
