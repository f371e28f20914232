package dev.leeward.conformance;

import org.junit.jupiter.api.Test;

/** Negative answers: the SOA in the authority section, and how long it may be believed. */
class Rfc2308Test {
  private static final String EXAMPLE =
      """
      $TTL 86400
      @ SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200
      @ NS NS1.XX.
      AN CNAME TRIPPLE.XX.
      ANOTHER TXT "exists"
      A.EMPTY TXT "below"
      """;
  private static final String XX =
      """
      $TTL 600
      @ SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200
      @ NS NS1.XX.
      NS1 A 127.0.0.2
      """;
  private static final String SOA =
      "authority: EXAMPLE. 1200 SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200\n";

  private final Served served = Served.zone("EXAMPLE.", EXAMPLE).and("XX.", XX);

  /** The example of section 2.1, type 1 of 4. */
  @Test
  void section21ANameErrorBehindAnAliasIsThatOfTheLastName() {
    served
        .asked("AN.EXAMPLE. A")
        .is(
            """
            NXDOMAIN aa
            answer: AN.EXAMPLE. 86400 CNAME TRIPPLE.XX.
            authority: XX. 600 SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200
            """);
  }

  /** The example of section 2.2, type 1 of 3. */
  @Test
  void section22ANameWithoutTheType() {
    served.asked("ANOTHER.EXAMPLE. A").is("NOERROR aa\n" + SOA);
    served.asked("EMPTY.EXAMPLE. A").is("NOERROR aa\n" + SOA);
  }

  @Test
  void section3AnAuthoritativeNameErrorBringsTheSoa() {
    served.asked("NOPE.EXAMPLE. A").is("NXDOMAIN aa\n" + SOA);
  }

  @Test
  void section5TheLowerOfMinimumAndTtlOfTheSoaCounts() {
    served
        .asked("NOPE.XX. A")
        .is(
            """
            NXDOMAIN aa
            authority: XX. 600 SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200
            """);
    served
        .asked("EXAMPLE. SOA")
        .is(
            """
            NOERROR aa
            answer: EXAMPLE. 86400 SOA NS1.XX. HOSTMASTER.NS1.XX. 1997102000 1800 900 604800 1200
            """);
  }

  @Test
  void section21AReferralHasNoSoa() {
    Served.zone("EXAMPLE.", EXAMPLE + "SUB NS NS1.XX.\n")
        .asked("WWW.SUB.EXAMPLE. A")
        .is(
            """
            NOERROR
            authority: SUB.EXAMPLE. 86400 NS NS1.XX.
            """);
  }
}
