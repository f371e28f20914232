package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Record;

/** Types that nobody knows, and known ones written as if nobody did. */
class Rfc3597Test {
  private final Served served =
      Served.zone(
          "example.",
          """
          $TTL 60
          @ SOA ns h 1 1 1 1 30
          @ NS ns
          ns A 192.0.2.1
          a.example.   CLASS1      TYPE731         \\# 6 abcd (
                                                     ef 01 23 45 )
          b.example.   IN          TYPE62347       \\# 0
          e.example.   IN          A               \\# 4 0A000001
          e.example.   CLASS1      TYPE1           10.0.0.2
          mx           TYPE15                      \\# 14 000A 026E73 076578616D706C65 00
          *.w          TYPE65280                   \\# 1 ff
          """);

  @Test
  void section5TheExamplesInGenericForm() {
    assertRdata("abcdef012345", "a.example. TYPE731");
    assertRdata("", "b.example. TYPE62347");
    served
        .asked("e.example. A")
        .is(
            """
            NOERROR aa
            answer: e.example. 60 A 10.0.0.1
            answer: e.example. 60 A 10.0.0.2
            """);
  }

  @Test
  void aKnownTypeInGenericFormIsThatType() {
    served
        .asked("mx.example. MX")
        .is(
            """
            NOERROR aa
            answer: mx.example. 60 MX 10 ns.example.
            additional: ns.example. 60 A 192.0.2.1
            """);
  }

  @Test
  void aWildcardSynthesizesUnknownTypes() {
    assertRdata("ff", "x.w.example. TYPE65280");
  }

  @Test
  void section4NamesInUnknownTypesAreNeverCompressed() {
    String name = "026e73076578616d706c6500";
    Served own =
        Served.zone(
            "example.",
            "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nu TYPE65281 \\# 12 %s\n".formatted(name));
    Record record = own.asked("u.example. TYPE65281").message().getSection(1).getFirst();
    assertArrayEquals(HexFormat.of().parseHex(name), record.rdataToWireCanonical());
  }

  @Test
  void everyTypeNumberThatIsNoMetaTypeCanBeAskedFor() {
    for (int type : new int[] {1, 2, 31, 127, 256, 1000, 32767, 32769, 65279, 65535}) {
      String answer = served.asked("b.example. TYPE" + type).text();
      assertEquals("NOERROR aa", answer.lines().findFirst().orElseThrow(), "type " + type);
    }
  }

  private void assertRdata(String hex, String question) {
    Record record = served.asked(question).message().getSection(1).getFirst();
    assertEquals(hex, HexFormat.of().formatHex(record.rdataToWireCanonical()), question);
  }
}
