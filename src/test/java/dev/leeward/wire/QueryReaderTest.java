package dev.leeward.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Packets are written in hexadecimal, as RFC 1035 section 4 and RFC 6891 section 6.1 lay them out.
 */
class QueryReaderTest {
  private static final String WWW_A = "03 777757 00 0001 0001";
  private static final String OPT = "00 0029 04D0 00 00 8000 0000";

  @Test
  void aQuestionKeepsTheCaseItWasAskedIn() {
    Query query = query("1234 0110 0001 0000 0000 0000" + WWW_A);
    assertEquals("wwW.", query.name().toString());
    assertEquals(RecordType.A, query.type());
    assertEquals(Query.CLASS_IN, query.recordClass());
    assertEquals(new QueryHeader(0x1234, 0, true, true), query.header());
    assertNull(query.edns());
  }

  @Test
  void anOptRecordIsReadWithItsOptions() {
    Query query =
        query(
            "0001 0000 0001 0000 0000 0001"
                + WWW_A
                + "00 0029 1000 00 02 8000 000A"
                + "0003 0000 0064 0002 ABCD");
    Edns edns = query.edns();
    assertNotNull(edns);
    assertEquals(4096, edns.udpSize());
    assertEquals(2, edns.version());
    assertTrue(edns.dnssecOk());
    assertEquals(2, edns.options().size());
    assertNotNull(edns.option(EdnsOption.NSID));
    assertNull(edns.option(EdnsOption.EXTENDED_ERROR));
  }

  @Test
  void recordsThatDoNotBelongInAQueryAreMalformed() {
    String address = "C00C 0001 0001 00000000 0004 C0000201";
    malformed("0001 0000 0001 0001 0000 0001" + WWW_A + address + OPT);
    malformed("0001 0000 0001 0000 0001 0001" + WWW_A + address + OPT);
    query("0001 0000 0001 0000 0000 0002" + WWW_A + address + OPT);
  }

  @Test
  void anIxfrBringsItsSoaAndNotifyAndUpdateBringTheirRecords() {
    String soa = "C00C 0006 0001 00000000 0016 00 00" + "00000001".repeat(5);
    query("0001 0000 0001 0000 0001 0000 03 777777 00 00FB 0001" + soa);
    assertEquals(4, query("0001 2000 0001 0001 0000 0000" + WWW_A + soa).header().opcode());
    assertEquals(5, query("0001 2800 0001 0001 0001 0000" + WWW_A + soa + soa).header().opcode());
    malformed("0001 2000 0001 0001 0000 0000" + WWW_A);
  }

  @Test
  void aTsigIsReadWhenItIsTheLastRecordAndWhole() {
    String tsig = "01 6B 00 00FA 00FF 00000000 0013 01 68 00 000012345678 012C 0000 ABCD 0000 0000";
    Tsig read = query("0001 0000 0001 0000 0000 0002" + WWW_A + OPT + tsig).tsig();
    assertEquals(new Tsig(Name.parse("k."), Name.parse("h."), 0x12345678, 300, 0xABCD), read);
    malformed("0001 0000 0001 0000 0000 0002" + WWW_A + tsig + OPT);
    malformed("0001 0000 0001 0000 0001 0000" + WWW_A + tsig);
    malformed("0001 0000 0001 0000 0000 0001" + WWW_A + tsig.replace("00FF", "0001"));
    malformed("0001 0000 0001 0000 0000 0001" + WWW_A + tsig.replace("0000 ABCD", "0001 ABCD"));
  }

  @Test
  void aResponseOrHalfAHeaderIsIgnored() {
    assertInstanceOf(Reading.Ignored.class, read("0001 8000 0001 0000 0000 0000" + WWW_A));
    assertInstanceOf(Reading.Ignored.class, read("0001 0000 0001 0000 0000 00"));
    assertInstanceOf(Reading.Ignored.class, read(""));
  }

  @Test
  void anotherOpcodeIsUnsupportedWhateverFollows() {
    for (int opcode : new int[] {1, 2, 3, 6, 7, 14, 15}) {
      String flags = "%04X".formatted(opcode << 11);
      Reading reading = read("0001" + flags + "0007 0000 0000 0000 FF");
      QueryHeader header = assertInstanceOf(Reading.Unsupported.class, reading).header();
      assertEquals(opcode, header.opcode());
    }
  }

  @Test
  void twoQuestionsAreMalformed() {
    malformed("0001 0000 0002 0000 0000 0000" + WWW_A + WWW_A);
  }

  @Test
  void aPointerInTheQuestionIsMalformed() {
    malformed("0001 0000 0001 0000 0000 0000 C00C 0001 0001");
    malformed("0001 0000 0001 0000 0000 0000 01 61 C000 0001 0001");
  }

  @Test
  void aQuestionThatIsCutOffAnywhereIsMalformed() {
    byte[] whole = octets("0001 0000 0001 0000 0000 0001" + WWW_A + OPT);
    for (int length = QueryHeader.OCTETS; length < whole.length; length++) {
      assertInstanceOf(
          Reading.Malformed.class, QueryReader.read(whole, length), "cut at " + length);
    }
  }

  @Test
  void aNameOfMoreThan255OctetsIsMalformed() {
    String label = "3F" + "61".repeat(63);
    malformed("0001 0000 0001 0000 0000 0000" + label.repeat(4) + "00 0001 0001");
    query(
        "0001 0000 0001 0000 0000 0000"
            + label.repeat(3)
            + "3D"
            + "61".repeat(61)
            + "00 0001 0001");
  }

  @Test
  void octetsBehindTheLastRecordAreMalformed() {
    malformed("0001 0000 0001 0000 0000 0000" + WWW_A + "00");
  }

  @Test
  void aSecondOptIsMalformed() {
    assertNotNull(malformed("0001 0000 0001 0000 0000 0002" + WWW_A + OPT + OPT).edns());
  }

  @Test
  void anOptWhichTheRootDoesNotOwnIsMalformed() {
    malformed("0001 0000 0001 0000 0000 0001" + WWW_A + "01 61" + OPT);
    malformed("0001 0000 0001 0000 0001 0000" + WWW_A + OPT);
  }

  @Test
  void anOptionThatIsCutOffIsMalformed() {
    String withRoomFor3 = "00 0029 04D0 00 00 0000 0003";
    malformed("0001 0000 0001 0000 0000 0001" + WWW_A + withRoomFor3 + "000300");
    String withRoomFor6 = "00 0029 04D0 00 00 0000 0006";
    malformed("0001 0000 0001 0000 0000 0001" + WWW_A + withRoomFor6 + "0003 0020 6162");
  }

  @Test
  void aMissingQuestionIsAFateOfItsOwn() {
    assertNotNull(questionless("0001 0000 0000 0000 0000 0001" + OPT).edns());
    assertNull(questionless("0001 0000 0000 0000 0000 0000").edns());
  }

  @Test
  void whatCouldBeReadOfTheQuestionIsKeptForTheAnswer() {
    assertNotNull(malformed("0001 0000 0001 0000 0000 0000" + WWW_A + "00").question());
    assertNull(malformed("0001 0000 0001 0000 0000 0000 C00C 0001 0001").question());
  }

  private static Reading.Questionless questionless(String hex) {
    return assertInstanceOf(Reading.Questionless.class, read(hex));
  }

  private static Query query(String hex) {
    return assertInstanceOf(Query.class, read(hex));
  }

  private static Reading.Malformed malformed(String hex) {
    return assertInstanceOf(Reading.Malformed.class, read(hex));
  }

  private static Reading read(String hex) {
    byte[] octets = octets(hex);
    return QueryReader.read(octets, octets.length);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
