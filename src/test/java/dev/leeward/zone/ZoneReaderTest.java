package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RFC 1035 section 5, RFC 2308 section 4, RFC 3597 section 5. */
class ZoneReaderTest {
  private static final String APEX =
      """
      $TTL 300
      @ SOA ns host 1 2 3 4 5
      @ NS ns
      ns A 192.0.2.1
      """;

  @Test
  void everyRRsetKnowsTheLineOfItsFirstRecord() {
    ZoneData data =
        data(
            """
            ; comment

            $TTL 300
            @ SOA ns host ( 1 ; serial (
                 2 3
                 4 5 )
            @ NS ns

            ns A 192.0.2.1
               A 192.0.2.2
               AAAA 2001:db8::1
            """);
    assertLine(4, data, "example.", RecordType.SOA);
    assertLine(7, data, "example.", RecordType.NS);
    assertLine(9, data, "ns.example.", RecordType.A);
    assertLine(11, data, "ns.example.", RecordType.AAAA);
  }

  @Test
  void linesMayEndWithCarriageReturns() {
    ZoneData data = data((APEX + "\nlast TXT ( \"a\"\n \"b\" )\nend TXT c").replace("\n", "\r\n"));
    assertLine(6, data, "last.example.", RecordType.TXT);
    assertLine(8, data, "end.example.", RecordType.TXT);
    assertText("\001a\001b", data, "last.example.");
  }

  @Test
  void quotedTextMayHoldWhatElseMeansSomething() {
    ZoneData data = data(APEX + "t TXT \"a ; b ( c \\\" d\" ; \" (\nu TXT \\; \\( \"\"\n");
    assertText("\021a ; b ( c \" d".replace("\021", "\015"), data, "t.example.");
    assertText("\001;\001(\000", data, "u.example.");
    assertLine(6, data, "u.example.", RecordType.TXT);
  }

  @Test
  void namesKeepTheirCase() {
    ZoneData data = data(APEX + "WwW A 192.0.2.9\n");
    assertEquals("WwW.example.", rrset(data, "www.example.", RecordType.A).owner().toString());
  }

  @Test
  void originAndTtlHoldFromTheirLineOn() {
    ZoneData data =
        data(
            APEX
                + """
                a TXT x
                $ORIGIN sub
                $TTL 1h
                a TXT x
                $ORIGIN other.example.
                a 5 TXT x
                """);
    assertEquals(300, rrset(data, "a.example.", RecordType.TXT).ttl());
    assertEquals(3600, rrset(data, "a.sub.example.", RecordType.TXT).ttl());
    assertEquals(5, rrset(data, "a.other.example.", RecordType.TXT).ttl());
  }

  @Test
  void withoutTtlTheMinimumAndThenTheLastOneHolds() {
    ZoneData data = data("@ SOA ns host 1 2 3 4 55\n@ NS ns\nns 7 A 192.0.2.1\nx A 192.0.2.1\n");
    assertEquals(55, rrset(data, "example.", RecordType.SOA).ttl());
    assertEquals(55, rrset(data, "example.", RecordType.NS).ttl());
    assertEquals(55, rrset(data, "x.example.", RecordType.A).ttl());
  }

  @Test
  void generatedRecordsHaveTheLineOfTheirDirective() {
    ZoneData data = data(APEX + "\n$GENERATE 1-3/2 h${10,3,d} A 192.0.2.$\nlast A 192.0.2.1\n");
    assertLine(6, data, "h011.example.", RecordType.A);
    assertLine(6, data, "h013.example.", RecordType.A);
    assertLine(7, data, "last.example.", RecordType.A);
    assertEquals(5, data.names().size());
  }

  @Test
  void unknownTypesAreReadInGenericForm() {
    RRset rrset = rrset(data(APEX + "x TYPE65280 \\# 3 0102 03\n"), "x.example.", type(65280));
    assertArrayEquals(new byte[] {1, 2, 3}, rrset.records().getFirst().wire());
  }

  @Test
  void anIncludedFileIsReadInItsPlaceAndItsSettingsEndWithIt() {
    ParsedZone parsed =
        TestZones.parse(
            "example.",
            Map.of(
                "zone",
                APEX
                    + """
                    a TXT x
                    $INCLUDE parts/one.inc   ; comment
                      AAAA 2001:db8::1
                    b A 192.0.2.1
                    $INCLUDE "parts/two.inc" sub
                    """,
                "parts/one.inc",
                "\n$ORIGIN deeper.example.\n$TTL 9\nc TXT x\n$INCLUDE two.inc\n",
                "parts/two.inc",
                "d A 192.0.2.1\n"));
    ZoneData data = Objects.requireNonNull(parsed.data(), parsed.defects()::toString);
    assertLine(7, data, "a.example.", RecordType.AAAA);
    assertEquals(300, rrset(data, "b.example.", RecordType.A).ttl());
    assertEquals(
        new FileLine(Path.of("parts/one.inc"), 4),
        data.lineOf(Name.parse("c.deeper.example."), RecordType.TXT));
    assertEquals(9, rrset(data, "d.deeper.example.", RecordType.A).ttl());
    assertEquals(
        new FileLine(Path.of("parts/two.inc"), 1),
        data.lineOf(Name.parse("d.sub.example."), RecordType.A));
  }

  @Test
  void anIncludedFileTakesTheTtlInForce() {
    ParsedZone parsed =
        TestZones.parse(
            "example.",
            Map.of(
                "zone",
                "@ 60 SOA ns host 1 2 3 4 5\n@ NS ns\n$INCLUDE rest\n",
                "rest",
                "ns A 192.0.2.1\n"));
    assertEquals(List.of(), parsed.defects());
  }

  @Test
  void readingGoesOnAfterABadEntryWithWhatWasInForce() {
    ParsedZone parsed =
        TestZones.parse(
            "example.",
            APEX
                + """
                $ORIGIN sub.example.
                a A 192.0.2.1
                  A 192.0.2.256
                  AAAA 2001:db8::1
                b MX (
                   ten
                   host )
                c A 192.0.2.1
                c A
                $TTL soon
                $ORIGIN a..b
                d A 192.0.2.1 extra
                e CNAME "unclosed
                f TXT (
                $NONSENSE 1
                """);
    assertEquals(
        List.of(7, 9, 13, 14, 15, 16, 17, 18, 19),
        parsed.defects().stream().map(defect -> defect.where().line()).toList(),
        parsed.defects()::toString);
  }

  private static ZoneData data(String text) {
    ParsedZone parsed = TestZones.parse("example.", text);
    assertEquals(List.of(), parsed.defects());
    return Objects.requireNonNull(parsed.data());
  }

  private static RRset rrset(ZoneData data, String owner, RecordType type) {
    RRset rrset = data.rrset(Name.parse(owner), type);
    assertNotNull(rrset, owner);
    return rrset;
  }

  private static RecordType type(int code) {
    return new RecordType(code);
  }

  private static void assertLine(int line, ZoneData data, String owner, RecordType type) {
    assertEquals(new FileLine(Path.of("zone"), line), data.lineOf(Name.parse(owner), type));
  }

  private static void assertText(String octets, ZoneData data, String owner) {
    assertEquals(
        octets,
        new String(
            rrset(data, owner, RecordType.TXT).records().getFirst().wire(),
            StandardCharsets.ISO_8859_1));
  }
}
