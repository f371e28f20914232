package dev.leeward.zone;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of defect with the line it is found on; below, the apex takes the first four lines. */
class ZoneDefectTest {
  private static final String APEX =
      """
      $TTL 300
      @ SOA ns host 1 2 3 4 5
      @ NS ns
      ns A 192.0.2.1
      """;

  @Test
  void aDefectReadsAsPlaceProblemAndRemedy() {
    assertEquals(
        "zone:5: x.other. A is not in the zone example.; move it to its own zone, or check the last"
            + " dot of the name and $ORIGIN",
        only(TestZones.parse("example.", APEX + "x.other. A 192.0.2.1\n")).toString());
  }

  @Test
  void aZoneWithAnErrorIsRefusedAndOneWithAWarningIsNot() {
    assertNull(TestZones.parse("example.", APEX + "x.other. A 192.0.2.1\n").data());
    assertNotNull(TestZones.parse("example.", APEX + "ns A 192.0.2.1\n").data());
  }

  @Test
  void aFileThatIsNotThere() {
    ParsedZone parsed = TestZones.parse("example.", Map.of());
    assertEquals("unreadable-file", only(parsed).code());
    assertEquals(
        "zone: there is no file zone; check the path and the file's permissions",
        only(parsed).toString());
  }

  @Test
  void aLineThatIsNoMasterFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.zone");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 32);
    }
    LoadedZone loaded = ZoneLoader.load(Name.parse("example."), file, SteeredNames.NONE);
    assertEquals("unreadable-file", loaded.defects().getFirst().code());
    assertTrue(loaded.defects().getFirst().what().contains("a line is longer"));
  }

  @Test
  void syntaxErrors() {
    assertDefects("syntax-error:5 syntax-error:7", "x A 1.2.3\ny A 192.0.2.1\nz BOGUS 1\n");
    assertDefects("syntax-error:5", "x TXT \"not\nnot TXT closed\n");
    assertDefects("syntax-error:5", "x TXT ( never closed\ny A 192.0.2.1\n");
    assertDefects("syntax-error:5", "$GENERATE 5-1 x$ A 192.0.2.$\n");
  }

  @Test
  void syntaxErrorsSayWhatToDo() {
    assertRemedy("this type is only read in generic form", "x ATMA 39246f00e7\n");
    assertRemedy("a new type is written TYPE and its number", "x NOVEL 1\n");
    assertRemedy("close it on its line", "x TXT \"open\n");
    assertRemedy("as \\# and its octets in hex (RFC 3597 section 5)", "x ATMA 1\n");
    ParsedZone withoutTtl = TestZones.parse("example.", "x A 192.0.2.1\n");
    assertTrue(only(withoutTtl).toString().contains("begin the file with $TTL"));
    assertTrue(
        only(TestZones.parse("example.", " A 192.0.2.1\n")).toString().contains("first column"));
  }

  private static void assertRemedy(String expected, String linesAfterTheApex) {
    String said = only(TestZones.parse("example.", APEX + linesAfterTheApex)).toString();
    assertTrue(said.contains(expected), said);
  }

  @Test
  void everyGeneratedRecordOfABadRangeIsNotListed() {
    assertDefects("syntax-error:5", "$GENERATE 254-300 x$ A 192.0.2.$\n");
    assertDefects("generate-too-long:5", "$GENERATE 0-4294967295 same A 192.0.2.1\n");
  }

  @Test
  void includes() {
    assertDefects("missing-include:6", "\n$INCLUDE no-such-file\n");
    assertDefects("include-loop:5", "$INCLUDE zone\n");
    ParsedZone loop =
        TestZones.parse(
            "example.",
            Map.of(
                "zone",
                APEX + "$INCLUDE sub/a\n",
                "sub/a",
                "\n$INCLUDE b\n",
                "sub/b",
                "$INCLUDE ../sub/a\n"));
    assertEquals("sub/b:1", only(loop).where().toString());
    Map<String, String> deep =
        IntStream.range(0, 40)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> i == 0 ? "zone" : "f" + i,
                    i -> (i == 0 ? APEX : "") + "$INCLUDE f" + (i + 1) + "\n"));
    assertEquals("f16:1", only(TestZones.parse("example.", deep)).where().toString());
  }

  @Test
  void otherClassesAndTypesOfMessages() {
    assertDefects("class-not-in:5", "x CH TXT y\n");
    assertDefects("meta-type:5", "x TYPE252 \\# 0\n");
  }

  @Test
  void theApexNeedsOneSoaAndNameServers() {
    assertEquals("no-soa:0 no-ns-at-apex:0", defects("x 60 A 192.0.2.1\n"));
    assertDefects("several-soas:2", "@ SOA ns host 2 2 3 4 5\n");
    assertDefects("soa-below-apex:5", "sub SOA ns host 2 2 3 4 5\n");
  }

  @Test
  void whatABadEntryMayHoldIsNotCalledMissing() {
    assertEquals("syntax-error:1", defects("@ 60 SOA ns host 1 2 3\n@ 60 NS ns.example.\n"));
  }

  @Test
  void theFileOfAnotherZoneIsSaidOnce() {
    String text = APEX.replace("@ SOA", "$ORIGIN example.net.\n@ SOA");
    assertEquals("origin-mismatch:3", defects(text));
    assertEquals("origin-mismatch:2", defects(APEX.replace("@ ", "below ")));
  }

  @Test
  void anAliasStandsAloneAndOnce() {
    assertDefects("cname-and-other-data:6", "x CNAME ns\nx A 192.0.2.1\n");
    assertDefects("cname-and-other-data:6", "x A 192.0.2.1\nx CNAME ns\n");
    assertDefects("several-cnames:5", "x CNAME ns\nx CNAME y\n");
  }

  @Test
  void redirections() {
    assertDefects("several-dnames:5", "x DNAME a.test.\nx DNAME b.test.\n");
    assertDefects("data-below-dname:6", "x DNAME a.test.\na.b.x TXT y\n");
    assertDefects("dname-at-zone-cut:5", "x NS ns.test.\nx DNAME a.test.\n");
  }

  @Test
  void addressesOfNameServers() {
    assertDefects("missing-address:5", "@ NS ns2\n".replace("@ NS", "sub NS"));
    assertDefects("missing-glue:5", "sub NS ns.sub\n");
    assertDefects("missing-glue:5", "sub NS sub\n");
    assertDefects("", "sub NS ns.test.\nsub2 NS ns.sub\n");
    assertDefects("target-is-cname:5", "sub NS alias\nalias CNAME ns\n");
    assertDefects("target-is-cname:5", "@ MX 1 alias\nalias CNAME ns\n");
  }

  @Test
  void addressesOfOtherHosts() {
    assertDefects("missing-address:5 missing-address:6", "@ MX 1 mail\nx SRV 1 2 3 y\n");
    assertDefects("", "@ MX 1 mail.w\n*.w A 192.0.2.1\nx SRV 1 2 3 a.b.w\ny MX 0 .\n");
    assertDefects("", "@ MX 1 mail.sub\nsub NS ns.test.\n");
    assertDefects("target-is-cname:5", "@ MX 1 mail.red\nred DNAME test.\n");
    assertDefects("", "@ HTTPS 1 alias\nalias CNAME ns\n");
    assertDefects("target-is-address:5", "@ MX 1 192.0.2.1\n");
    assertDefects("target-is-address:5", "sub NS 192.0.2.1.\n");
    assertDefects("", "@ MX 1 1.2.3.256.test.\n");
  }

  @Test
  void aliasesThatLeadNowhere() {
    assertDefects("alias-loop:5", "x CNAME X\n");
    assertDefects("alias-loop:5 alias-loop:6", "x CNAME y\ny CNAME x\nz CNAME x\n");
    assertDefects("alias-loop:5", "*.w CNAME a.b.w\n");
    assertDefects("", "*.w CNAME b\nb CNAME ns\nc CNAME a.sub\nsub NS ns\na CNAME test.\n");
  }

  @Test
  void serviceBindings() {
    assertDefects("service-alias-beside-others:5", "x HTTPS 0 a.test.\nx HTTPS 1 .\n");
    assertDefects("service-alias-beside-others:5", "x SVCB 0 a.test.\nx SVCB 0 b.test.\n");
    assertDefects("service-alias-with-parameters:5", "x HTTPS 0 a.test. port=53\n");
    assertDefects("service-without-protocol:5", "x HTTPS 1 . no-default-alpn\n");
    assertDefects("", "x HTTPS 1 . no-default-alpn alpn=h2\nx HTTPS 2 a.test.\ny SVCB 0 a.test.\n");
    assertDefects("syntax-error:5", "x HTTPS 1 . port=1 port=2\n");
    assertDefects("syntax-error:5", "x HTTPS 1 . mandatory=alpn\n");
    assertDefects("syntax-error:5", "x HTTPS 1 . mandatory=mandatory\n");
  }

  @Test
  void whatContradictsItself() {
    assertDefects("null-target-beside-others:5", "x MX 0 .\nx MX 1 ns\n");
    assertDefects("null-target-beside-others:5", "x SRV 0 0 0 .\nx SRV 1 2 3 ns\n");
    assertDefects("ds-without-delegation:5", "x DS 1 13 2 " + "00".repeat(32) + "\n");
    assertDefects("ds-without-delegation:5", "@ DS 1 13 2 " + "00".repeat(32) + "\n");
    assertDefects("dname-at-wildcard:5", "*.x DNAME a.test.\n");
  }

  @Test
  void ttlsOfSixtyEightYears() {
    assertDefects("ttl-too-high:5", "x 4294967295 TXT y\n");
    assertDefects("ttl-too-high:6", "$TTL 2147483648\nx A 192.0.2.1\n");
    assertDefects("syntax-error:5", "x 4294967296 TXT y\n");
    assertDefects("", "x 2147483646 TXT y\n");
  }

  @Test
  void whatNoMessageHoldsIsRefused() {
    String text = "x TXT " + ("y".repeat(250) + " ").repeat(20);
    assertDefects("", numbered(text, 12));
    assertDefects("rrset-too-large:5", numbered(text, 14));
    assertDefects("", numbered("x NS host.with.a.longer.name.of.many.labels.test", 2_500));
  }

  /** So many lines, each with a number and a dot behind it. */
  private static String numbered(String line, int count) {
    return IntStream.range(0, count).mapToObj(i -> line + i + ".\n").collect(Collectors.joining());
  }

  @Test
  void whatIsWrittenTwiceOrUnequally() {
    assertDefects("duplicate-record:6", "x NS Host.test.\nx NS host.test.\n");
    assertDefects("ttl-mismatch:6", "x 5 A 192.0.2.1\nx 9 A 192.0.2.2\n");
    Zone zone = TestZones.zone("example.", APEX + "x 9 TXT a\nx 5 TXT b\nx 5 TXT a\n");
    RRset lowest =
        requireNonNull(requireNonNull(zone.node(Name.parse("x.example."))).rrset(RecordType.TXT));
    assertEquals(5, lowest.ttl());
    assertEquals(2, lowest.records().size());
  }

  @Test
  void whatIsNeverServed() {
    assertDefects("occluded-data:6", "sub NS ns.test.\nx.sub TXT y\n");
    assertDefects("occluded-data:6", "sub NS ns.test.\nsub TXT y\n");
    assertDefects("ns-at-wildcard:5", "*.x NS ns.test.\n");
  }

  @Test
  void theListIsBounded() {
    ParsedZone parsed = TestZones.parse("example.", APEX + "x A nonsense\n".repeat(5_000));
    assertEquals(DefectList.MOST + 1, parsed.defects().size());
    assertEquals("too-many-errors", parsed.defects().getLast().code());
  }

  @Test
  void warningsNeverRefuseAZoneHoweverMany() {
    ParsedZone parsed = TestZones.parse("example.", APEX + "x A 192.0.2.1\n".repeat(5_000));
    assertEquals("too-many-warnings", parsed.defects().getLast().code());
    assertNotNull(parsed.data());
  }

  @Test
  void everyKindHasACodeInKebabCase() {
    for (ZoneDefectKind kind : ZoneDefectKind.values()) {
      assertTrue(kind.code().matches("[a-z0-9]+(-[a-z0-9]+)*"), kind.code());
    }
  }

  private static void assertDefects(String expected, String linesAfterTheApex) {
    assertEquals(expected, defects(APEX + linesAfterTheApex));
  }

  private static String defects(String text) {
    return TestZones.parse("example.", text).defects().stream()
        .map(defect -> defect.code() + ":" + defect.where().line())
        .collect(Collectors.joining(" "));
  }

  private static ZoneDefect only(ParsedZone parsed) {
    assertEquals(1, parsed.defects().size(), () -> List.copyOf(parsed.defects()).toString());
    return parsed.defects().getFirst();
  }
}
