package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Case: ASCII letters compare alike, all other octets do not, and what was written stays. */
class Rfc4343Test {
  private final Served served =
      Served.zone(
          "eXample.",
          """
          $TTL 60
          @ SOA Ns Host 1 1 1 1 30
          @ NS Ns
          Ns A 192.0.2.1
          WwW A 192.0.2.2
          a\\.B TXT "one label"
          Donald\\032E\\.\\032Eastlake\\0323rd TXT "section 2.1"
          a\\000\\\\\\255z TXT "section 2.1"
          \\192 A 192.0.2.3
          [ A 192.0.2.4
          @ A 192.0.2.5
          *.Wild A 192.0.2.6
          Old DNAME New
          www.new A 192.0.2.7
          """);

  @Test
  void section3LettersCompareAlikeAndTheAnswerFollowsTheQuestion() {
    served
        .asked("wWw.EXAMPLE. A")
        .is(
            """
            NOERROR aa
            answer: wWw.EXAMPLE. 60 A 192.0.2.2
            """);
    assertEquals(
        "wWw.EXAMPLE.",
        served.asked("wWw.EXAMPLE. A").message().getQuestion().getName().toString());
  }

  @Test
  void section21EscapedOctetsAreOctetsOfTheirLabel() {
    assertFound("A\\.b.example. TXT");
    assertFound("dONALD\\032e\\.\\032eASTLAKE\\0323RD.example. TXT");
    assertFound("A\\000\\\\\\255Z.example. TXT");
    assertFound("\\065\\.\\098.example. TXT");
  }

  @Test
  void section3OctetsOutsideOfAsciiLettersAreThemselves() {
    assertFound("\\192.example. A");
    assertNameError("\\224.example. A");
    assertFound("[.example. A");
    assertNameError("{.example. A");
    assertNameError("`.example. A");
  }

  @Test
  void section41WildcardsAndRedirectionsCompareAlikeToo() {
    served
        .asked("X.WILD.example. A")
        .is(
            """
            NOERROR aa
            answer: X.WILD.example. 60 A 192.0.2.6
            """);
    assertFound("WWW.OLD.EXAMPLE. A");
  }

  private void assertFound(String question) {
    assertEquals(1, served.asked(question).text().lines().filter("NOERROR aa"::equals).count());
    assertEquals(false, served.asked(question).message().getSection(1).isEmpty(), question);
  }

  private void assertNameError(String question) {
    assertEquals(
        "NXDOMAIN aa", served.asked(question).text().lines().findFirst().orElseThrow(), question);
  }
}
