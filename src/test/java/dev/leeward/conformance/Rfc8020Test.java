package dev.leeward.conformance;

import org.junit.jupiter.api.Test;

/** NXDOMAIN: there really is nothing underneath; so where there is, it is never said. */
class Rfc8020Test {
  private static final String SOA =
      "authority: example. 30 SOA ns.invalid. h.invalid. 1 1 1 1 30\n";

  private final Served served =
      Served.zone(
          "example.",
          """
          $TTL 60
          @ SOA ns.invalid. h.invalid. 1 1 1 1 30
          @ NS ns.invalid.
          a.b.c.d A 192.0.2.1
          cut.e NS ns.invalid.
          """);

  @Test
  void section2AboveANameThatExistsAllNamesDo() {
    served.asked("b.c.d.example. A").is("NOERROR aa\n" + SOA);
    served.asked("c.d.example. TXT").is("NOERROR aa\n" + SOA);
    served.asked("d.example. ANY").is("NOERROR aa\n" + SOA);
    served.asked("e.example. A").is("NOERROR aa\n" + SOA);
  }

  @Test
  void section2BelowANameThatDoesNotExistNoneDoes() {
    served.asked("nope.example. A").is("NXDOMAIN aa\n" + SOA);
    served.asked("x.nope.example. A").is("NXDOMAIN aa\n" + SOA);
    served.asked("x.y.z.nope.example. A").is("NXDOMAIN aa\n" + SOA);
  }

  @Test
  void belowAnEmptyNonTerminalAndBelowALeafNothingExists() {
    served.asked("x.b.c.d.example. A").is("NXDOMAIN aa\n" + SOA);
    served.asked("x.a.b.c.d.example. A").is("NXDOMAIN aa\n" + SOA);
  }
}
