package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** DNAME redirection: the table of section 2.2, and the examples of section 6. */
class Rfc6672Test {
  private static final String APEX =
      """
      $TTL 60
      @ SOA ns.invalid. h.invalid. 1 1 1 1 30
      @ NS ns.invalid.
      """;

  /** QNAME, DNAME owner, DNAME target, result; no result is no match. */
  private static final String TABLE_1 =
      """
      com.              example.com.   example.net.    -
      example.com.      example.com.   example.net.    -
      a.example.com.    example.com.   example.net.    a.example.net.
      a.b.example.com.  example.com.   example.net.    a.b.example.net.
      ab.example.com.   b.example.com. example.net.    -
      foo.example.com.  example.com.   example.net.    foo.example.net.
      a.x.example.com.  x.example.com. example.net.    a.example.net.
      a.example.com.    example.com.   y.example.net.  a.y.example.net.
      cyc.example.com.  example.com.   example.com.    cyc.example.com.
      cyc.example.com.  example.com.   c.example.com.  cyc.c.example.com.
      shortloop.x.x.    x.             .               shortloop.x.
      shortloop.x.      x.             .               shortloop.
      """;

  @Test
  void section22TheSubstitutionsOfTable1() {
    TABLE_1.lines().map(line -> line.split(" +")).forEach(Rfc6672Test::assertSubstitution);
  }

  private static void assertSubstitution(String[] row) {
    Served served =
        Served.zone(".", APEX + row[1] + " DNAME " + row[2] + "\nns.invalid. A 192.0.2.1\n");
    String expected = row[3].equals("-") ? "" : row[0] + " CNAME " + row[3];
    String actual =
        served.asked(row[0] + " CNAME").message().getSection(1).stream()
            .filter(record -> record.getType() == Type.CNAME)
            .map(record -> record.getName() + " CNAME " + record.rdataToString())
            .findFirst()
            .orElse("");
    assertEquals(expected, actual, String.join(" ", row));
  }

  @Test
  void section22AtTheOwnerItselfOnlyTheDnameIsThere() {
    Served served = Served.zone("example.com.", APEX + "@ DNAME example.net.\n");
    served
        .asked("example.com. DNAME")
        .is("NOERROR aa\nanswer: example.com. 60 DNAME example.net.\n");
    served
        .asked("example.com. A")
        .is("NOERROR aa\nauthority: example.com. 30 SOA ns.invalid. h.invalid. 1 1 1 1 30\n");
  }

  @Test
  void section22AResultThatIsTooLongIsYxdomain() {
    String label = "x".repeat(63);
    Served served =
        Served.zone("example.com.", APEX + "@ DNAME %1$s.%1$s.%1$s.net.\n".formatted(label));
    String answer = served.asked(label + ".example.com. A").text();
    assertTrue(answer.startsWith("YXDOMAIN aa\nanswer: example.com. 60 DNAME "), answer);
    assertEquals(2, answer.lines().count());
    assertTrue(
        served.asked("y".repeat(52) + ".example.com. A").text().startsWith("NOERROR aa\n"),
        "255 octets are a name");
    assertTrue(
        served.asked("y".repeat(60) + ".example.com. A").text().startsWith("YXDOMAIN aa\n"),
        "256 octets are none");
  }

  @Test
  void section31TheSynthesizedAliasHasTheTtlOfTheDname() {
    Served.zone("example.com.", APEX + "old 7777 DNAME new.example.net.\n")
        .asked("a.old.example.com. A")
        .is(
            """
            NOERROR aa
            answer: old.example.com. 7777 DNAME new.example.net.
            answer: a.old.example.com. 7777 CNAME a.new.example.net.
            """);
  }

  @Test
  void section23OtherDataMayStandBesideADname() {
    Served served = Served.zone("example.com.", APEX + "d DNAME example.net.\nd A 192.0.2.2\n");
    served.asked("d.example.com. A").is("NOERROR aa\nanswer: d.example.com. 60 A 192.0.2.2\n");
  }

  @Test
  void section51ADnameInAChainIsReachedOnce() {
    Served.zone("example.com.", APEX + "a CNAME x.d\nd DNAME e\nx.e CNAME y.d\ny.e A 192.0.2.3\n")
        .asked("a.example.com. A")
        .is(
            """
            NOERROR aa
            answer: a.example.com. 60 CNAME x.d.example.com.
            answer: d.example.com. 60 DNAME e.example.com.
            answer: x.d.example.com. 60 CNAME x.e.example.com.
            answer: x.e.example.com. 60 CNAME y.d.example.com.
            answer: y.d.example.com. 60 CNAME y.e.example.com.
            answer: y.e.example.com. 60 A 192.0.2.3
            """);
  }

  @Test
  void section61AnOrganizationIsRenamed() {
    Served served =
        Served.zone(
                "frobozz.example.",
                APEX
                    + """
                    @ DNAME frobozz-division.acme.example.
                    @ MX 10 mailhub.acme.example.
                    """)
            .and(
                "acme.example.",
                APEX + "mailhub A 192.0.2.25\nwww.frobozz-division A 192.0.2.80\n");
    served
        .asked("frobozz.example. MX")
        .is("NOERROR aa\nanswer: frobozz.example. 60 MX 10 mailhub.acme.example.\n");
    served
        .asked("www.frobozz.example. A")
        .is(
            """
            NOERROR aa
            answer: frobozz.example. 60 DNAME frobozz-division.acme.example.
            answer: www.frobozz.example. 60 CNAME www.frobozz-division.acme.example.
            answer: www.frobozz-division.acme.example. 60 A 192.0.2.80
            """);
  }

  @Test
  void section62AShorterPrefixIsDelegatedWithoutClasses() {
    Served.zone(
            "192.in-addr.arpa.",
            APEX
                + """
                8/22 NS ns.slash-22-holder.example.
                8 DNAME 8.8/22
                9 DNAME 9.8/22
                10 DNAME 10.8/22
                11 DNAME 11.8/22
                """)
        .asked("1.9.192.in-addr.arpa. PTR")
        .is(
            """
            NOERROR aa
            answer: 9.192.in-addr.arpa. 60 DNAME 9.8/22.192.in-addr.arpa.
            answer: 1.9.192.in-addr.arpa. 60 CNAME 1.9.8/22.192.in-addr.arpa.
            authority: 8/22.192.in-addr.arpa. 60 NS ns.slash-22-holder.example.
            """);
  }

  @Test
  void aLoopEndsAndIsNoError() {
    Served served = Served.zone("example.com.", APEX + "self DNAME self\nc DNAME d\nd DNAME c\n");
    served
        .asked("x.self.example.com. A")
        .is(
            """
            NOERROR aa
            answer: self.example.com. 60 DNAME self.example.com.
            answer: x.self.example.com. 60 CNAME x.self.example.com.
            """);
    assertEquals(4, served.asked("x.c.example.com. A").message().getSection(1).size());
  }
}
