package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Standing;
import dev.leeward.notification.Notice;
import dev.leeward.notification.NoticeKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions in the words that people get. */
class NoticeTextTest {
  private static final String RECORD = "www.example.com. A 192.0.2.10";
  private static final Standing OUT = new Standing(false, 5, 1);
  private static final Standing BACK = new Standing(true, 5, 1);

  private static @Nullable Notice of(Map<String, Standing> regions, Map<String, Standing> records) {
    Decision decision = new Decision("www", 5, new TreeMap<>(regions), new TreeMap<>(records));
    return NoticeText.of(new LedgerEntry.Decided(decision, List.of()), "now", record -> "us-east");
  }

  private static Notice told(Map<String, Standing> regions, Map<String, Standing> records) {
    return Objects.requireNonNull(of(regions, records));
  }

  @Test
  void aRegionThatLeavesIsAnErrorAndItsRecordsAreNotListedBesideIt() {
    Notice notice = told(Map.of("us-east", OUT, "eu-west", Standing.IN), Map.of(RECORD, OUT));
    assertEquals(NoticeKind.OUT, notice.kind());
    assertEquals("www: us-east out; regions in: eu-west; term 5", notice.summary());
    assertEquals("error", notice.severity());
    assertEquals(List.of("us-east"), notice.regions());
    assertFalse(notice.over());
  }

  @Test
  void theLastRegionIsCritical() {
    Notice notice = told(Map.of("us-east", OUT, "eu-west", new Standing(false, 4, 1)), Map.of());
    assertEquals("www: us-east out; no region is in; term 5", notice.summary());
    assertEquals("critical", notice.severity());
  }

  @Test
  void aRecordOfARegionThatStaysIsAWarningAboutThatRegion() {
    Notice notice = told(Map.of("us-east", Standing.IN), Map.of(RECORD, OUT));
    assertEquals("www: " + RECORD + " out; regions in: us-east; term 5", notice.summary());
    assertEquals("warning", notice.severity());
    assertEquals(List.of("us-east"), notice.regions());
  }

  @Test
  void itIsOverWhenNothingIsOutAnyMore() {
    Notice back = told(Map.of("us-east", BACK, "eu-west", Standing.IN), Map.of());
    assertEquals(NoticeKind.IN, back.kind());
    assertTrue(back.over());
    Notice half = told(Map.of("us-east", BACK, "eu-west", new Standing(false, 4, 1)), Map.of());
    assertFalse(half.over());
  }

  @Test
  void whatChangesNothingIsNotTold() {
    assertNull(of(Map.of("us-east", new Standing(true, 4, 0)), Map.of()));
  }

  @Test
  void anotherTermIsAnotherEvent() {
    Decision later = new Decision("www", 6, new TreeMap<>(Map.of("us-east", OUT)), new TreeMap<>());
    assertNotEquals(
        told(Map.of("us-east", OUT), Map.of()).id(),
        AgreedEvent.hash(new LedgerEntry.Decided(later, List.of())));
  }
}
