package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as a configuration lists them. */
class ListedRecordTest {
  @ParameterizedTest
  @CsvSource({
    "CNAME lb.example.net., CNAME, lb.example.net.",
    "cname LB.example.net, CNAME, lb.example.net.",
    "MX 10 mail.example.net., MX, 10 mail.example.net.",
    "SRV  0 5 443   lb.example.net, SRV, 0 5 443 lb.example.net.",
  })
  void namesAreAbsoluteWithOrWithoutTheLastDot(String text, String type, String data) {
    ListedRecord record = ListedRecord.parse(text);
    assertEquals(RecordType.parse(type), record.type());
    assertEquals(data, HostData.text(record.type(), record.data()));
  }

  @Test
  void anAddressIsAnAddress() {
    assertEquals("\\# 4 c000020a", ListedRecord.parse("A 192.0.2.10").data().toString());
    assertEquals(16, ListedRecord.parse("AAAA 2001:db8::1").data().length());
  }

  @Test
  void aHostIsWhatTheDataPointsAt() {
    ListedRecord record = ListedRecord.parse("SRV 0 5 443 lb.example.net.");
    assertEquals(Name.parse("lb.example.net."), HostData.hostOf(record.type(), record.data()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no RR type is called",
    "lb.example.net., no RR type is called",
    "TXT hello, points at no address and no host",
    "NS ns.example.net., points at no address and no host",
    "CNAME, expected",
    "A 192.0.2, Invalid address",
    "A 192.0.2.1 192.0.2.2, expected",
    "MX mail.example.net., expected",
    "MX 0 ., points at no host",
    "SRV 0 0 0 ., points at no host",
  })
  void whatIsNoRecordIsRefusedWithTheReason(String text, String reason) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> ListedRecord.parse(text))
                .getMessage());
    assertTrue(message.contains(reason), message);
  }
}
