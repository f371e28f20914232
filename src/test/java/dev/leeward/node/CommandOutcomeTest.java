package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.control.CommandResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which outcomes of commands the timeline tells. */
class CommandOutcomeTest {
  private static List<String> told(String command, CommandResult result) {
    List<String> told = new ArrayList<>();
    CommandOutcome.tell(
        command,
        "ann",
        result,
        "one",
        (kind, subject, text) -> told.add(kind + " " + subject + " " + text));
    return told;
  }

  private static CommandResult accepted(String... changes) {
    return new CommandResult.Accepted(List.of(changes), List.of("one"), List.of());
  }

  @Test
  void aRefusalNamesItsRule() {
    assertEquals(
        List.of("drain-refused one by the rule min-regions: would leave nothing; asked by ann"),
        told(
            "drain",
            new CommandResult.Refused("min-regions", List.of("would leave nothing"), "do not")));
  }

  @Test
  void aReloadTellsWhatItChanged() {
    assertEquals(
        List.of("reloaded one zone a; zone b; by ann"),
        told("reload", accepted("zone a", "zone b")));
    assertEquals(List.of("reloaded one nothing changed; by ann"), told("reload", accepted()));
  }

  @Test
  void anAcceptedOverrideIsToldByItsEntryAlone() {
    assertEquals(List.of(), told("drain", accepted("us-east is drained")));
  }
}
