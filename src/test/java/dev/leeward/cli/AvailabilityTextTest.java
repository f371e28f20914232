package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.FakeOperations;
import dev.leeward.control.RecordJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AvailabilityTextTest {
  private static String text(String json) {
    return AvailabilityText.of(new JsonMapper().readTree(json));
  }

  @Test
  void itSaysWhatIsMeasuredAndWhatIsLeft() {
    assertEquals(
        """
        as one sees the others, over 30d; everything is asked once in 10s

        SERVICE  OBJECTIVE  MEASURED  GOOD  BAD  BUDGET LEFT  BURN RATE, 1h
        www      99.9000%   99.9500%  9995  5    50.0%        2.0

        ASKED  ADDRESS       GOOD  BAD  UNJUDGED  LAST  LAST THAT WAS NOT GOOD
        two    192.0.2.2:53  9995  5    1         good  2026-01-02T03:00:00.000Z silent www.example.com. A
        """,
        text(RecordJson.text(new FakeOperations().availability())));
  }

  @Test
  void whoAsksNobodySaysSo() {
    assertTrue(text("{\"instance\":\"one\",\"enabled\":false}").startsWith("one asks nobody"));
  }

  @Test
  void withoutAnAnswerThereIsNothingMeasured() {
    String text =
        text(
            """
            {"instance":"one","enabled":true,"observing":false,"round":10.0,"window":7200.0,
             "services":[{"name":"www","objective":0.999,"good":0,"bad":0,"ratio":null,"budgetLeft":1.0,"burnRate":0.0}],
             "asked":[{"instance":"two","address":"192.0.2.2:53","good":0,"bad":0,"unjudged":3,"last":null,"lastBad":null}]}
            """);
    assertTrue(text.contains("over 2h"), text);
    assertTrue(text.contains("warning: nobody answers this instance"), text);
    assertTrue(text.contains("www      99.9000%   -         0     0    100.0%       0.0\n"), text);
    assertTrue(text.contains("two    192.0.2.2:53  0     0    3         -\n"), text);
  }
}
