package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document as text: a reader of YAML takes the second of two and says nothing. */
final class ApiDocumentTest {
  @Test
  void noPathAndNoSchemaIsThereTwice() {
    List<String> keys =
        ApiDocument.text().lines().filter(line -> line.matches(" {2}(/| {2}[A-Z]).*:.*")).toList();
    List<String> twice =
        new TreeSet<>(keys)
            .stream().filter(each -> keys.indexOf(each) != keys.lastIndexOf(each)).toList();
    assertEquals(List.of(), twice);
  }
}
