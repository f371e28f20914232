package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last hours, from events as a timeline has them. It is 03:04:05; us-east is served. */
final class HistoryTest {
  private final List<Map<String, Object>> events = new ArrayList<>();

  private HistoryTest at(String time, String kind, String subject, String text) {
    events.add(
        Map.of(
            "at",
            "2026-01-02T" + time + "Z",
            "scope",
            "local",
            "kind",
            kind,
            "subject",
            subject,
            "text",
            text));
    return this;
  }

  private HistoryTest forced(
      String time, String kind, String key, String region, String service, String until) {
    Map<String, Object> event = new HashMap<>();
    event.put("at", "2026-01-02T" + time + "Z");
    event.put("given", "2026-01-02T" + time + "Z");
    event.put("scope", "agreed");
    event.put("kind", kind);
    event.put("key", key);
    event.put("region", region.isEmpty() ? null : region);
    event.put("service", service.isEmpty() ? null : service);
    event.put("by", "ann");
    event.put("reason", "disk swap");
    event.put("until", until.isEmpty() ? null : "2026-01-02T" + until + "Z");
    events.add(event);
    return this;
  }

  private History history(Seen seen) {
    return History.of(seen.view(), events);
  }

  private List<String> lane(Seen seen, String name) {
    return history(seen).lanes().stream()
        .filter(each -> each.name().equals(name))
        .flatMap(each -> each.stretches().stream())
        .map(each ->
            each.what()
                + " "
                + each.from().toString().substring(11, 19)
                + " "
                + (each.to() == null ? "still" : each.to().toString().substring(11, 19)))
        .toList();
  }

  @Test
  void aSwitchEndsOneStretchAndBeginsTheNext() {
    at("02:30:00", "started", "iad-1", "version 1.0")
        .at("02:40:00", "switched", "www", "[us-east] -> [eu-west]; www: us-east out")
        .at("02:40:00.100", "switched", "api", "[a] -> [b]; another service")
        .at("02:50:00", "switched", "www", "[eu-west] -> [us-east]; www: serving us-east");
    assertEquals(
        List.of("us-east 02:30:00 02:40:00", "eu-west 02:40:00 02:50:00", "us-east 02:50:00 still"),
        lane(new Seen(), "www"));
    assertEquals(
        "www: us-east out", history(new Seen()).lanes().getFirst().stretches().get(1).why());
  }

  @Test
  void whileItDidNotRunThereIsAGap() {
    at("02:00:00", "started", "iad-1", "")
        .at("02:10:00", "switched", "www", "[us-east] -> [eu-west]; out")
        .at("02:20:00", "stopped", "iad-1", "in order")
        .at("02:30:00", "started", "iad-1", "");
    assertEquals(
        List.of("us-east 02:00:00 02:10:00", "eu-west 02:10:00 02:20:00", "us-east 02:30:00 still"),
        lane(new Seen(), "www"));
  }

  @Test
  void whoWasKilledIsKnownUpToItsLastEvent() {
    at("02:00:00", "started", "iad-1", "")
        .at("02:10:00", "switched", "www", "[us-east] -> [eu-west]; out")
        .at("02:15:00", "opinion", "192.0.2.10/web", "down -> up")
        .at("02:30:00", "started", "iad-1", "");
    assertEquals("eu-west 02:10:00 02:15:00", lane(new Seen(), "www").get(1));
  }

  @Test
  void withoutEventsItBeganWithTheProcess() {
    assertEquals(List.of("us-east 02:04:00 still"), lane(new Seen(), "www"));
    assertEquals(
        Instant.parse("2026-01-01T21:05:00Z"), history(new Seen()).start(), "6 h hold an hour");
  }

  @Test
  void whatIsForcedLastsUntilItIsEndedOrItsTimeIsOver() {
    forced("02:30:00", "drain", "drain/us-east", "us-east", "", "06:30:00")
        .forced("02:40:00", "drain-released", "drain/us-east", "us-east", "", "")
        .forced("02:41:00", "freeze", "freeze", "", "", "02:51:00")
        .forced("02:45:00", "pin", "pin/www", "eu-west", "www", "")
        .forced("02:50:00", "pin", "pin/www", "us-east", "www", "")
        .forced("02:55:00", "shadow-drill", "drill", "us-east", "www", "03:30:00");
    assertEquals(List.of("drain 02:30:00 02:40:00"), lane(new Seen(), "drain us-east"));
    assertEquals(List.of("freeze 02:41:00 02:51:00"), lane(new Seen(), "freeze"));
    assertEquals(
        List.of("pin to eu-west 02:45:00 02:50:00", "pin to us-east 02:50:00 still"),
        lane(new Seen(), "pin www"));
    assertEquals(List.of("shadow-drill 02:55:00 still"), lane(new Seen(), "drill us-east (www)"));
  }

  @Test
  void whatWasForcedBeforeTheFirstEventIsShownToo() {
    forced("02:30:00", "freeze-released", "freeze", "", "", "");
    Seen drained = new Seen().drained("us-east", "ann", "disk swap");
    assertEquals(List.of("drain 03:04:05 still"), lane(drained, "drain us-east"));
    assertEquals("freeze", history(new Seen()).lanes().getLast().name());
  }

  @Test
  void whenNothingWasDecidedIsALineOfItsOwn() {
    at("02:30:00", "started", "iad-1", "")
        .at("02:31:00", "automation-resumed", "iad-1", "it was stopped: no quorum")
        .at("02:40:00", "automation-stopped", "iad-1", "no quorum: 1 of 2")
        .at("02:41:00", "automation-stopped", "iad-1", "frozen by ann")
        .at("02:45:00", "automation-resumed", "iad-1", "it was stopped: frozen by ann")
        .at("02:50:00", "automation-stopped", "iad-1", "no quorum: 1 of 2");
    assertEquals(
        List.of("nothing decided 02:40:00 02:41:00", "nothing decided 02:41:00 02:45:00"),
        lane(new Seen(), "automation"));
    assertEquals(
        "nothing decided 02:50:00 still",
        lane(new Seen().automation("no quorum: 1 of 2"), "automation").getLast());
  }

  @Test
  void whatIsNotToldYetIsNoReasonToPaintTheWholePast() {
    at("02:30:00", "started", "iad-1", "");
    Seen frozen = new Seen().automation("frozen by ann: storm");
    assertEquals(List.of(), lane(frozen, "automation"));
    Seen alone = new Seen().automation("no quorum: 1 of 2");
    assertEquals(List.of("nothing decided 02:30:00 still"), lane(alone, "automation"));
    at("02:31:00", "automation-resumed", "iad-1", "it was stopped: no quorum");
    assertEquals(List.of(), lane(alone, "automation"));
  }

  @Test
  void whoEndsItWithAClockThatIsBehindEndsItAtOnce() {
    forced("02:30:00", "freeze", "freeze", "", "", "")
        .forced("02:29:59", "freeze-released", "freeze", "", "", "");
    assertEquals(List.of("freeze 02:30:00 02:30:00"), lane(new Seen(), "freeze"));
  }

  @Test
  void ofVeryMuchThatWasForcedTheNewestIsDrawnAndWhatIsInForce() {
    forced("02:10:00", "drain", "drain/region-0", "region-0", "", "");
    for (int i = 1; i < 20; i++) {
      String region = "region-" + i;
      String key = "drain/" + region;
      forced("02:%02d:00".formatted(20 + i), "drain", key, region, "", "")
          .forced("02:%02d:30".formatted(20 + i), "drain-released", key, region, "", "");
    }
    List<String> names = history(new Seen()).lanes().stream().map(History.Lane::name).toList();
    assertEquals(13, names.size());
    assertEquals("drain region-0", names.get(1));
    assertEquals("drain region-19", names.get(2));
    assertEquals(8, history(new Seen()).unshown());
  }

  @Test
  void linesThatCannotBeReadAreLeftOut() {
    at("25:99:00", "switched", "www", "[us-east] -> [eu-west]; no time")
        .at("02:40:00", "switched", "www", "by hand");
    assertEquals(List.of("us-east 02:40:00 still"), lane(new Seen(), "www"));
  }

  @Test
  void thePictureSaysInWordsWhatItPaintsAndWhatAnybodySaidIsNoMarkup() {
    at("02:30:00", "started", "iad-1", "")
        .at("02:40:00", "switched", "www", "[us-east] -> [eu-west]; <b>out</b>")
        .at("02:50:00", "switched", "www", "[eu-west] -> [us-east]; again");
    Html html = new Html();
    new HistoryChart(history(new Seen()), List.of("eu-west", "us-east"), html).write();
    String picture = html.toString();
    assertTrue(picture.contains("role=\"img\""), picture);
    assertTrue(picture.contains("www: us-east, then eu-west, then us-east"), picture);
    assertTrue(
        picture.contains(
            "<title>www: eu-west from 2026-01-02 02:40:00 UTC to 2026-01-02 02:50:00 UTC (10 min):"
                + " &lt;b&gt;out&lt;/b&gt;</title><rect class=\"bar region0\""),
        picture);
    assertFalse(picture.contains("<b>"), picture);
    assertFalse(picture.contains("NaN"), picture);
  }

  @Test
  void thePictureStaysAsItIsWithinAMinute() {
    String first = picture(new Seen());
    assertEquals(first, picture(new Seen()));
    assertTrue(first.contains("since 2026-01-02 02:04:00 UTC"), first);
  }

  private String picture(Seen seen) {
    Html html = new Html();
    new HistoryChart(history(seen), List.of("us-east"), html).write();
    return html.toString();
  }
}
