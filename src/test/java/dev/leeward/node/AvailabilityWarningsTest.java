package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.AvailabilityView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvailabilityWarningsTest {
  private static final Instant NOW = Instant.EPOCH;

  private static AvailabilityView view(
      boolean observing, @Nullable Double ratio, double budgetLeft) {
    return new AvailabilityView(
        "one",
        NOW,
        true,
        observing,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofDays(30),
        List.of(new AvailabilityView.ServiceView("www", 0.999, 995, 5, ratio, budgetLeft, 0)),
        List.of());
  }

  @Test
  void whatIsWellOrOffOrUnknownIsNotMentioned() {
    assertEquals(List.of(), Availability.warnings(view(true, 0.9995, 0.5)));
    assertEquals(List.of(), Availability.warnings(view(true, null, 1)));
    assertEquals(List.of(), Availability.warnings(AvailabilityView.off("one", NOW)));
  }

  @Test
  void aMissedObjectiveIsSaidWithBothShares() {
    assertEquals(
        List.of("service www misses its objective from outside: 99.5000% of 99.9000% in 30d"),
        Availability.warnings(view(true, 0.995, -4)));
  }

  @Test
  void anObserverThatHearsNobodySaysSoOfItself() {
    List<String> warnings = Availability.warnings(view(false, 1.0, 1));
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().contains("look at its own network first"), warnings::toString);
  }
}
