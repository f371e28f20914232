package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void theNearestWordIsSuggested() {
    assertEquals("interval", Suggestion.nearest("intervall", List.of("timeout", "interval")));
    assertEquals("ttl", Suggestion.nearest("tll", List.of("ttl", "names")));
  }

  @Test
  void nothingIsSuggestedWhereNothingIsNear() {
    assertNull(Suggestion.nearest("role", List.of("region", "link-address", "public-key")));
    assertNull(Suggestion.nearest("anything", List.of()));
  }

  @Test
  void theDistanceIsTheNumberOfLettersToChange() {
    assertEquals(0, Suggestion.distance("beat", "beat"));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
    assertEquals(4, Suggestion.distance("", "beat"));
  }
}
