package dev.leeward.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class RdataNamesTest {
  @Test
  void onlyTypesOfRfc1035AreCompressible() {
    assertEquals(1, RdataNames.compressible(RecordType.MX));
    assertEquals(2, RdataNames.compressible(RecordType.SOA));
    assertEquals(0, RdataNames.compressible(RecordType.SRV));
    assertEquals(0, RdataNames.compressible(RecordType.DNAME));
    assertEquals(0, RdataNames.compressible(RecordType.A));
  }

  @Test
  void namesOfThoseTypesAreEqualInBothCases() {
    Rdata mixed = soa("Ns.Example.", "HOST.example.");
    assertEquals(soa("ns.example.", "host.example."), RdataNames.canonical(RecordType.SOA, mixed));
    assertNotEquals(mixed, RdataNames.canonical(RecordType.SOA, mixed));
    assertEquals(mixed, RdataNames.canonical(RecordType.TXT, mixed));
  }

  @Test
  void targetsLieBehindTheNumbers() {
    assertEquals(6, RdataNames.targetOffset(RecordType.SRV));
    assertEquals(2, RdataNames.targetOffset(RecordType.HTTPS));
    assertEquals(-1, RdataNames.targetOffset(RecordType.TXT));
  }

  private static Rdata soa(String server, String mailbox) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(Name.parse(server).wire());
    wire.writeBytes(Name.parse(mailbox).wire());
    wire.writeBytes("12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return new Rdata(wire.toByteArray());
  }
}
