package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.AvailabilityView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvailabilityPartTest {
  private static String part(AvailabilityView view) {
    Html html = new Html();
    AvailabilityPart.write(html, view);
    return html.toString();
  }

  private static AvailabilityView view(boolean observing, double budgetLeft) {
    return new AvailabilityView(
        "one",
        Instant.EPOCH,
        true,
        observing,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofDays(30),
        List.of(new AvailabilityView.ServiceView("www", 0.999, 0, 0, null, budgetLeft, 0)),
        List.of(new AvailabilityView.AskedView("two", "192.0.2.2:53", 0, 0, 0, null, null)));
  }

  @Test
  void whereNobodyIsAskedThereIsNothing() {
    assertEquals("", part(AvailabilityView.off("one", Instant.EPOCH)));
  }

  @Test
  void whatIsLeftHasItsColourAndItsWords() {
    assertTrue(part(view(true, 1)).contains("<span class=\"pill good\">100.0 %</span>"));
    assertTrue(part(view(true, 0.1)).contains("<span class=\"pill worrying\">10.0 %</span>"));
    assertTrue(part(view(true, -2)).contains("<span class=\"pill bad\">-200.0 %</span>"));
  }

  @Test
  void anObserverThatHearsNobodySaysSo() {
    assertTrue(part(view(false, 1)).contains("Nobody answers this instance"));
    assertFalse(part(view(true, 1)).contains("banner"));
  }

  @Test
  void whatIsNotKnownIsADash() {
    String part = part(view(true, 1));
    assertTrue(part.contains("<td>99.9000 %</td><td>-</td>"), part);
    assertTrue(part.contains("<td>0</td><td>0</td><td>-</td></tr>"), part);
  }
}
