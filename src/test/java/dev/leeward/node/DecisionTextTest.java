package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Standing;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A decision in one line, of whatever length its service is. */
class DecisionTextTest {
  private static String change(int records) {
    TreeMap<String, Standing> regions = new TreeMap<>();
    regions.put("eu-west", Standing.IN);
    regions.put("us-east", Standing.IN.goesOut(7));
    TreeMap<String, Standing> out = new TreeMap<>();
    for (int i = 0; i < records; i++) {
      out.put("n%03d".formatted(i), Standing.IN.goesOut(7));
    }
    Decision decision = new Decision("www", 7, regions, out);
    return DecisionText.change(
        Decision.initial("www"), new LedgerEntry.Decided(decision, List.of()));
  }

  @Test
  void aFewRecordsAreNamed() {
    assertEquals("term 0 -> 7: us-east out, n000 out, n001 out; agreed by ", change(2));
  }

  @Test
  void ofManyTheFirstAreNamedAndTheRestCounted() {
    String text = change(12_000);
    int named = text.split(" out", -1).length - 1;
    assertEquals(1 + DecisionText.MOST_RECORDS, named, text);
    assertTrue(text.contains(", n019 out, 11980 records more; "), text);
  }
}
