package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.failover.Refusal;
import dev.leeward.failover.SafetyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A refused change is told once. */
class RefusalsTest {
  private static final Refusal SHARE =
      new Refusal(SafetyRule.MAX_WITHDRAWN_SHARE, "eu", "eu stays in: why");
  private static final Refusal CHANGES = new Refusal(SafetyRule.MAX_CHANGES, "us", "us waits: why");

  private final List<String> told = new ArrayList<>();
  private final Refusals refusals =
      new Refusals((kind, subject, text) -> told.add(kind + " " + subject + " " + text));

  @Test
  void whatGoesOnBeingRefusedIsToldOnceAndWhatIsRefusedAgainIsToldAgain() {
    refusals.now("www", List.of(SHARE));
    refusals.now("www", List.of(SHARE));
    refusals.now("www", List.of(SHARE, CHANGES));
    assertEquals(
        List.of(
            "change-refused www max-withdrawn-share: eu stays in: why",
            "change-refused www max-changes: us waits: why"),
        told);
    assertEquals(List.of(SHARE, CHANGES), refusals.of("www"));
    refusals.now("www", List.of());
    refusals.now("www", List.of(CHANGES));
    assertEquals(3, told.size());
  }

  @Test
  void aServiceThatIsGoneIsForgotten() {
    refusals.now("www", List.of(SHARE));
    refusals.retain(Set.of());
    assertEquals(List.of(), refusals.of("www"));
  }
}
