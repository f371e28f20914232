package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Presentation forms and the octets that the types' own RFCs give for them. */
class TypeFormsTest {
  private static final String APEX =
      """
      $TTL 300
      @ SOA ns.test. host 1 2 3 4 5
      @ NS ns.test.
      """;
  private static final String HOST = "04686f7374076578616d706c6500";

  @Test
  void identifiersAndLocators() {
    assertWire("00005e00532a", "EUI48 00-00-5e-00-53-2a"); // RFC 7043 section 3.2
    assertWire("00005eef1000002a", "EUI64 00-00-5e-ef-10-00-00-2A"); // section 4.2
    assertWire("000a00144fffff20ee64", "NID 10 0014:4fff:ff20:ee64"); // RFC 6742 section 2.1.3
    assertWire("000a0a010200", "L32 10 10.1.2.0"); // section 2.2.3
    assertWire("000a20010db811401000", "L64 10 2001:0DB8:1140:1000"); // section 2.3.3
    assertWire("000a" + HOST, "LP 10 host"); // section 2.4.3
    assertWire("00010001000200030004", "L64 1 1:2:3:4");
  }

  @Test
  void synchronization() {
    assertWire("000000420003000460000008", "CSYNC 66 3 A NS AAAA"); // RFC 7477 section 2.1.2
    assertWire("000000420003", "CSYNC 66 3");
    assertWire("00000001000000014001" + "01" + "b0", "CSYNC 1 0 DOA URI A AVC");
    assertWire("003b0114ef" + HOST, "DSYNC CDS NOTIFY 5359 host"); // RFC 9859 section 2.1
    assertWire("003eff0035" + HOST, "DSYNC CSYNC 255 53 host");
  }

  @Test
  void relays() {
    assertWire("0a01cb00710f", "AMTRELAY 10 0 1 203.0.113.15"); // RFC 8777 section 4.2.1
    assertWire("0a0220010db8000000000000000000000015", "AMTRELAY 10 0 2 2001:db8::15");
    assertWire("8083" + HOST, "AMTRELAY 128 1 3 host");
    assertWire("8080", "AMTRELAY 128 1 0 .");
  }

  @Test
  void text() {
    assertWire("08716e616d656d696e096578746572723d3135", "RESINFO qnamemin \"exterr=15\"");
    assertWire("034554480661646472205c", "WALLET ETH \"addr \\092\"");
    assertWire("0161", "AVC a");
    assertWire("0161", "NINFO \\097");
    assertWire("0161", "CLA ( a )");
    assertWire("00", "AVC \"\"");
  }

  @Test
  void keysAndOthers() {
    assertWire(
        "000000000000000001" + "0a746578742f706c61696e" + "6162",
        "DOA 0 0 1 \"text/plain\" ( YW I= )");
    assertWire("000000000000000001" + "00", "DOA 0 0 1 \"\" -");
    assertWire("0001020361", "RKEY 1 2 3 YQ==");
    assertWire(HOST + "00", "TALINK host .");
    assertWire("e32c6f78163a9348", "EID e32c6f78 163a9348");
    assertWire("0102", "NIMLOC 0102");
    assertWire("0001020300ff", "TA 1 2 3 00ff");
    assertWire("6162", "HHIT YWI=");
    assertWire("6162", "BRID YWI=");
    assertWire(
        "0000000101f0" + "e2d523f654b9422a96c5a8f44607bbee",
        "ZONEMD 1 1 240 E2D523F654B9422A96C5A8F44607BBEE");
  }

  @Test
  void everyFormMaySpreadOverLinesAndBeGeneric() {
    assertWire("0a01cb00710f", "( AMTRELAY ; comment )\n 10 0\n 1 203.0.113.15 ; )\n )");
    assertWire("0102", "RESINFO \\# 2 0102");
    assertWire("0102", "resinfo \\# ( 2 01 02 )");
    assertWire("0102", "TYPE261 \\# 2 0102");
    assertWire("00005e00532a", "IN 5m EUI48 00-00-5e-00-53-2a");
  }

  @Test
  void typesThatOtherRecordsName() {
    assertWire("0178" + "076578616d706c6500" + "000140" + "010104", "NSEC x A RESINFO");
    String signature = " 13 2 60 20300101000000 20200101000000 1 example. AAAA";
    assertEquals(0x105, Integer.parseInt(wire("RRSIG RESINFO" + signature).substring(0, 4), 16));
  }

  @Test
  void spellingsThatOtherServersRead() {
    String digest = "00".repeat(32);
    assertEquals(wire("DS 1 8 2 " + digest), wire("DS 1 RSASHA256 2 " + digest));
    assertEquals(wire("DS 1 13 2 ( " + digest + " )"), wire("DS 1 ecdsap256sha256 2 " + digest));
    assertWire("0000000000", "CDS 0 0 0 0"); // RFC 8078 section 4
    assertEquals(wire("LOC 42 0 0 N 71 0 0 W 10m"), wire("LOC 42 N 71 W 10m"));
    assertEquals(wire("LOC 42 7 0 S 71 5 6 E 10m"), wire("LOC 42 7 S 71 5 6 E 10m"));
    assertRefused("expected an integer", "DS 1 NOVEL 2 " + digest);
  }

  @Test
  void badDataIsRefusedWithItsReason() {
    assertRefused("EUI48: 00-00 is not 6 octets in hex", "EUI48 00-00");
    assertRefused("L32: 65536 is no number from 0 to 65535", "L32 65536 10.1.2.0");
    assertRefused("NID: 1:2:3 is not of the form", "NID 1 1:2:3");
    assertRefused("CSYNC: no RR type is called \"NOVEL\"", "CSYNC 1 0 NOVEL");
    assertRefused("AMTRELAY: a relay of type 0", "AMTRELAY 1 0 0 host");
    assertRefused("AMTRELAY: Invalid address: 1.2", "AMTRELAY 1 0 1 1.2");
    assertRefused("EUI64: more than its data: x", "EUI64 00-00-5e-ef-10-00-00-2a x");
    assertRefused("LP: data is missing", "LP 10");
    assertRefused("AVC: a string of 256 octets", "AVC " + "x".repeat(256));
    assertRefused("AVC: an escape above \\255", "AVC \\256");
    assertRefused("DSYNC: BOGUS is no scheme", "DSYNC CDS BOGUS 1 host");
    assertRefused("HHIT: ! is not base64", "HHIT !");
    assertRefused("TXT without a string", "TXT");
  }

  private static void assertRefused(String expected, String typeAndData) {
    ParsedZone parsed =
        TestZones.parse("example.", APEX + "x " + typeAndData + "\ny A 192.0.2.1\n");
    assertEquals(1, parsed.defects().size(), parsed.defects()::toString);
    String said = parsed.defects().getFirst().toString();
    assertTrue(said.startsWith("zone:4: ") && said.contains(expected), said);
  }

  static void assertWire(String hex, String typeAndData) {
    assertEquals(hex, wire(typeAndData), typeAndData);
  }

  static String wire(String typeAndData) {
    ParsedZone parsed = TestZones.parse("example.", APEX + "x " + typeAndData + "\n");
    ZoneData data = Objects.requireNonNull(parsed.data(), parsed.defects()::toString);
    RRset rrset = data.at(Name.parse("x.example.")).getFirst().rrset();
    return HexFormat.of().formatHex(rrset.records().getFirst().wire());
  }

  @Test
  void everyMnemonicOfTheseTypesIsKnownByName() {
    for (String word :
        "EID NINFO CSYNC DSYNC NID L32 L64 LP EUI48 AVC DOA AMTRELAY TA".split(" ")) {
      int code = Objects.requireNonNull(TypeForms.of(word)).code();
      assertEquals(code, RecordType.parse(word).code());
      assertEquals(word, new RecordType(code).toString());
    }
  }
}
