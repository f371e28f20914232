package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** Glue in referrals: the examples of section 2, and TC where in-domain glue does not fit. */
class Rfc9471Test {
  private static final String APEX =
      """
      $TTL 86400
      @ SOA ns.invalid. h.invalid. 1 1 1 1 30
      @ NS ns.invalid.
      """;

  @Test
  void section21GlueForInDomainNameServers() {
    Served.zone(
            "test.",
            APEX
                + """
                foo NS ns1.foo
                foo NS ns2.foo
                ns1.foo A 192.0.2.1
                ns2.foo AAAA 2001:db8::2:2
                """)
        .asked("www.foo.test. A")
        .is(
            """
            NOERROR
            authority: foo.test. 86400 NS ns1.foo.test.
            authority: foo.test. 86400 NS ns2.foo.test.
            additional: ns1.foo.test. 86400 A 192.0.2.1
            additional: ns2.foo.test. 86400 AAAA 2001:db8:0:0:0:0:2:2
            """);
  }

  @Test
  void section22GlueForSiblingNameServers() {
    Served.zone(
            "test.",
            APEX
                + """
                foo NS ns1.bar
                foo NS ns2.bar
                bar NS ns1.bar
                bar NS ns2.bar
                ns1.bar A 192.0.2.1
                ns2.bar AAAA 2001:db8::2:2
                """)
        .asked("www.foo.test. A")
        .is(
            """
            NOERROR
            authority: foo.test. 86400 NS ns1.bar.test.
            authority: foo.test. 86400 NS ns2.bar.test.
            additional: ns1.bar.test. 86400 A 192.0.2.1
            additional: ns2.bar.test. 86400 AAAA 2001:db8:0:0:0:0:2:2
            """);
  }

  @Test
  void section23GlueForCyclicSiblings() {
    Served served =
        Served.zone(
            "test.",
            APEX
                + """
                bar NS ns1.foo
                bar NS ns2.foo
                foo NS ns1.bar
                foo NS ns2.bar
                ns1.bar A 192.0.2.1
                ns2.bar AAAA 2001:db8::2:2
                ns1.foo A 192.0.2.3
                ns2.foo AAAA 2001:db8::2:4
                """);
    served
        .asked("www.bar.test. A")
        .is(
            """
            NOERROR
            authority: bar.test. 86400 NS ns1.foo.test.
            authority: bar.test. 86400 NS ns2.foo.test.
            additional: ns1.foo.test. 86400 A 192.0.2.3
            additional: ns2.foo.test. 86400 AAAA 2001:db8:0:0:0:0:2:4
            """);
  }

  @Test
  void section31InDomainGlueThatDoesNotFitSetsTc() {
    Message small = many("d").askedOverUdp("www.d.test. A").message();
    assertTrue(small.getHeader().getFlag(Flags.TC));
    Message large = many("d").asked("www.d.test. A").message();
    assertEquals(26, large.getSection(3).size());
    assertFalse(large.getHeader().getFlag(Flags.TC));
  }

  @Test
  void section32SiblingGlueThatDoesNotFitIsLeftOut() {
    Message small = many("sibling").askedOverUdp("www.d.test. A").message();
    assertFalse(small.getHeader().getFlag(Flags.TC));
    assertEquals(13, small.getSection(2).size());
    assertTrue(small.getSection(3).size() < 26);
  }

  /** Thirteen name servers with two addresses each for {@code d}, below {@code parent}. */
  private static Served many(String parent) {
    StringBuilder zone = new StringBuilder(APEX + "sibling NS ns.invalid.\n");
    for (int i = 0; i < 13; i++) {
      zone.append(
          "d NS %1$d.%2$s\n%1$d.%2$s A 192.0.2.%1$d\n%1$d.%2$s AAAA 2001:db8::%1$d\n"
              .formatted(i, parent));
    }
    return Served.zone("test.", zone.toString());
  }
}
