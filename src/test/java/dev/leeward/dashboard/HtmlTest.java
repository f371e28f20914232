package dev.leeward.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void aValueIsNeverMarkup() {
    assertEquals(
        "<td title=\"&quot;&#39;\">&lt;script&gt;&amp;lt;</td>",
        new Html().add("<td title=\"{}\">{}</td>", "\"'", "<script>&lt;").toString());
  }

  @Test
  void aValueWithAHoleIsNotFilled() {
    assertEquals("{} b", new Html().add("{} {}", "{}", "b").toString());
  }

  @Test
  void whatTurnsTheDirectionOfTextIsReplaced() {
    assertEquals("a\uFFFDb\uFFFD", new Html().add("{}", "a\u202Eb\u0007").toString());
  }

  @Test
  void holesAndValuesAreEqualInNumber() {
    assertThrows(IllegalArgumentException.class, () -> new Html().add("{}"));
    assertThrows(IllegalArgumentException.class, () -> new Html().add("", "a"));
  }
}
