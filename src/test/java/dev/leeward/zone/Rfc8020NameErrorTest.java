package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leeward.dns.Name;
import org.junit.jupiter.api.Test;

/** A name that does not exist has nothing below it; one with something below it exists. */
class Rfc8020NameErrorTest {
  private final Zone zone =
      TestZones.zone(
          "example.",
          """
          @ 60 IN SOA ns.example.net. host 1 2 3 4 5
          @ 60 NS ns.example.net.
          deep.in.the.tree 60 TXT x
          """);

  @Test
  void aNameWithoutRecordsButWithDescendantsExists() {
    for (String name :
        new String[] {"the.tree.example.", "tree.example.", "IN.the.tree.example."}) {
      assertInstanceOf(Lookup.EmptyNonTerminal.class, zone.lookup(Name.parse(name)), name);
    }
  }

  @Test
  void whatIsMissingIsSaidWithTheClosestThatExists() {
    assertNameError("no.example.", "example.");
    assertNameError("a.b.c.no.example.", "example.");
    assertNameError("no.the.tree.example.", "the.tree.example.");
    assertNameError("below.deep.in.the.tree.example.", "deep.in.the.tree.example.");
  }

  @Test
  void lettersAreEqualInBothCases() {
    assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("DEEP.in.The.TREE.Example.")));
  }

  @Test
  void aLabelThatEndsLikeAnotherIsAnother() {
    assertNameError("ree.example.", "example.");
    assertNameError("xtree.example.", "example.");
  }

  private void assertNameError(String name, String closestEncloser) {
    assertEquals(new Lookup.NameError(Name.parse(closestEncloser)), zone.lookup(Name.parse(name)));
  }
}
