package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

/** Minimal answers to QTYPE=ANY (section 4.1: one of the RRsets, always the same one). */
class Rfc8482Test {
  private final Served served =
      Served.zone(
          "example.",
          """
          $TTL 60
          @ SOA ns h 1 1 1 1 30
          @ NS ns
          ns TXT "small"
          ns A 192.0.2.1
          ns AAAA 2001:db8::1
          alias CNAME ns
          *.w MX 1 ns
          sub NS ns.sub
          ns.sub A 192.0.2.2
          """);

  @Test
  void section41OneRrsetIsEnough() {
    served.asked("ns.example. ANY").is("NOERROR aa\nanswer: ns.example. 60 A 192.0.2.1\n");
    Message answer = served.askedOverUdp("example. ANY").message();
    assertEquals(1, answer.getSectionRRsets(1).size());
    assertTrue(answer.numBytes() < 100, "no amplification");
  }

  @Test
  void section41AnAliasIsTheOnlyRrsetOfItsName() {
    served
        .asked("alias.example. ANY")
        .is("NOERROR aa\nanswer: alias.example. 60 CNAME ns.example.\n");
  }

  @Test
  void section41AWildcardSynthesizesForAnyToo() {
    String expected =
        """
        NOERROR aa
        answer: x.w.example. 60 MX 1 ns.example.
        additional: ns.example. 60 A 192.0.2.1
        additional: ns.example. 60 AAAA 2001:db8:0:0:0:0:0:1
        """;
    served.asked("x.w.example. ANY").is(expected);
  }

  @Test
  void section41WhereNothingIsAnyGetsWhatEveryTypeGets() {
    for (String name : new String[] {"nope.example.", "w.example.", "x.sub.example."}) {
      assertEquals(served.asked(name + " TYPE1000").text(), served.asked(name + " ANY").text());
    }
  }
}
