package dev.leeward.failover;

import static dev.leeward.failover.Fixture.EU;
import static dev.leeward.failover.Fixture.US;
import static dev.leeward.failover.Fixture.drain;
import static dev.leeward.failover.Fixture.initial;
import static dev.leeward.failover.Fixture.pin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.agreement.Decision;
import dev.leeward.answer.Asked;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ServingState;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.Service.WhenAllDown;
import dev.leeward.zone.ListedRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records that the configuration lists, from verdicts to the answers' octets, which dnsjava reads.
 */
class ListedRecordsTest {
  private static final String US_HOST = "lb.use1.example.net.";
  private static final String EU_HOST = "lb.euw1.example.net.";
  private static final String ALIAS_ZONE =
      """
      www 600 CNAME lb.use1.example.net.
      us.lb A 192.0.2.77
      eu.lb 20 A 198.51.100.77
      sorry A 203.0.113.77
      """;
  private static final ListedRecords ALIASES =
      listed(Map.of(US, "CNAME " + US_HOST, EU, "CNAME " + EU_HOST));

  private final Fixture alias = Fixture.of(ALIAS_ZONE, WhenAllDown.OPEN, ALIASES);

  private static ListedRecords listed(Map<String, String> byRegion, String... whenAllDown) {
    return new ListedRecords(
        Map.of(
            US, List.of(ListedRecord.parse(byRegion.getOrDefault(US, ""))),
            EU, List.of(ListedRecord.parse(byRegion.getOrDefault(EU, "")))),
        Stream.of(whenAllDown).map(ListedRecord::parse).toList());
  }

  private static String answer(Fixture fixture, ServiceState state, String question) {
    ServingState serving =
        new ServingState(
            fixture.zones(),
            SteeringCompiler.compile(fixture.zones(), List.of(state)),
            AnswerSettings.DEFAULT,
            1);
    return Asked.text(Asked.of(serving).overTcp(Asked.query(question)));
  }

  private String answer(Decision decision, String question) {
    return answer(alias, alias.state(decision, false), question);
  }

  @Test
  void theHostThatIsListedForTheServedRegionReplacesTheZonesOwn() {
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 60 CNAME lb.use1.example.net.\n",
        answer(initial(), "www.example.com. A"));
    Decision usOut = alias.decide(initial(), US_HOST);
    String expected = "NOERROR aa\nanswer: www.example.com. 60 CNAME lb.euw1.example.net.\n";
    for (String type : List.of("A", "AAAA", "CNAME", "ANY", "TXT")) {
      assertEquals(expected, answer(usOut, "www.example.com. " + type), type);
    }
  }

  @Test
  void whatIsProbedIsTheListedHosts() {
    assertEquals(
        List.of("lb.euw1.example.net./web", "lb.use1.example.net./web"),
        alias.plan().targets().stream().map(Object::toString).toList());
  }

  @Test
  void anAliasIntoTheSameZoneIsFollowed() {
    Fixture inside =
        Fixture.of(
            ALIAS_ZONE,
            WhenAllDown.OPEN,
            listed(Map.of(US, "CNAME us.lb.example.com", EU, "CNAME EU.lb.example.com.")));
    Decision usOut = inside.decide(initial(), "us.lb.example.com.");
    assertEquals(
        """
        NOERROR aa
        answer: www.example.com. 60 CNAME us.lb.example.com.
        answer: us.lb.example.com. 3600 A 192.0.2.77
        """,
        answer(inside, inside.state(initial(), false), "www.example.com. A"));
    assertEquals(
        """
        NOERROR aa
        answer: www.example.com. 5 CNAME EU.lb.example.com.
        answer: EU.lb.example.com. 20 A 198.51.100.77
        """,
        answer(inside, inside.state(usOut, true), "www.example.com. A"));
    assertEquals(
        """
        NOERROR aa
        answer: www.example.com. 5 CNAME EU.lb.example.com.
        authority: example.com. 300 SOA ns.example.com. h.example.com. 1 1 1 1 300
        """,
        answer(inside, inside.state(usOut, true), "www.example.com. AAAA"));
  }

  @Test
  void theTtlOfTheZonesRecordIsNeverRaised() {
    Fixture low = Fixture.of("www 3 CNAME elsewhere.example.org.\n", WhenAllDown.OPEN, ALIASES);
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 3 CNAME lb.use1.example.net.\n",
        answer(low, low.state(initial(), false), "www.example.com. A"));
  }

  @Test
  void anAliasServesExactlyOneRecordWhateverHappens() {
    Decision allOut = alias.decide(initial(), US_HOST, EU_HOST);
    assertEquals(List.of(US), alias.select(allOut).regions());
    assertEquals(List.of(US), alias.select(initial(), drain(US), drain(EU)).regions());
    assertEquals(List.of(EU), alias.select(allOut, drain(US)).regions());
    assertEquals(List.of(EU), alias.select(allOut, pin(EU)).regions());
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 60 CNAME lb.use1.example.net.\n",
        answer(allOut, "www.example.com. A"));
  }

  @Test
  void listedAddressesReplaceAllOfTheirTypeAndNoneOfAnother() {
    Fixture addresses =
        Fixture.of(
            "www A 203.0.113.5\nwww AAAA 2001:db8:9::9\nwww TXT here\n",
            WhenAllDown.OPEN,
            listed(Map.of(US, "A 192.0.2.10", EU, "A 198.51.100.10")));
    ServiceState state = addresses.state(addresses.decide(initial(), "192.0.2.10"), false);
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 60 A 198.51.100.10\n",
        answer(addresses, state, "www.example.com. A"));
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 60 AAAA 2001:db8:9:0:0:0:0:9\n",
        answer(addresses, state, "www.example.com. AAAA"));
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 3600 TXT here\n",
        answer(addresses, state, "www.example.com. TXT"));
  }

  @Test
  void whenAllAreDownTheRecordsThatAreListedForItAreServed() {
    Fixture sorry =
        Fixture.of(
            ALIAS_ZONE,
            WhenAllDown.RECORDS,
            listed(
                Map.of(US, "CNAME " + US_HOST, EU, "CNAME " + EU_HOST),
                "CNAME sorry.example.com."));
    Decision allOut = sorry.decide(initial(), US_HOST, EU_HOST);
    ServiceState state = sorry.state(allOut, false);
    assertEquals(Selection.Reason.REPLACED, state.selection().reason());
    assertEquals(List.of(), state.selection().regions());
    assertEquals(
        """
        NOERROR aa
        answer: www.example.com. 60 CNAME sorry.example.com.
        answer: sorry.example.com. 3600 A 203.0.113.77
        """,
        answer(sorry, state, "www.example.com. A"));
    assertEquals(
        "www: us-east out since term 1, eu-west out since term 1; serving the records that"
            + " when-all-down lists",
        Explanation.of(state));
    assertEquals(
        Selection.Reason.REPLACED,
        sorry.select(initial(), drain(US), drain(EU)).reason(),
        "a service that is drained everywhere says sorry too");
    assertEquals(Selection.Reason.PINNED, sorry.select(allOut, pin(US)).reason());
  }

  @Test
  void whatLiesInNoRegionStaysBesideTheRecordsForWhenAllAreDown() {
    Fixture sorry =
        Fixture.of(
            Fixture.TWO_REGIONS + "www A 10.0.0.1\nwww AAAA 2001:db8:1::10\n",
            WhenAllDown.RECORDS,
            new ListedRecords(Map.of(), List.of(ListedRecord.parse("A 203.0.113.99"))));
    Decision allOut = sorry.decide(initial(), "192.0.2.10", "198.51.100.10", "2001:db8:1::10");
    ServiceState state = sorry.state(allOut, false);
    assertEquals(
        "NOERROR aa\nanswer: www.example.com. 60 A 10.0.0.1\n"
            + "answer: www.example.com. 60 A 203.0.113.99\n",
        Asked.text(
                Asked.of(
                        new ServingState(
                            sorry.zones(),
                            SteeringCompiler.compile(sorry.zones(), List.of(state)),
                            AnswerSettings.DEFAULT,
                            1))
                    .overTcp(Asked.query("www.example.com. A")))
            .lines()
            .sorted(java.util.Comparator.comparing(line -> line.startsWith("NOERROR") ? "" : line))
            .map(line -> line + "\n")
            .collect(java.util.stream.Collectors.joining()));
    assertEquals(
        "NOERROR aa\nauthority: example.com. 5 SOA ns.example.com. h.example.com. 1 1 1 1 300\n",
        answer(sorry, state, "www.example.com. AAAA"));
  }
}
