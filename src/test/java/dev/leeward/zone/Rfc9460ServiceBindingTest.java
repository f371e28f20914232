package dev.leeward.zone;

import static dev.leeward.zone.TypeFormsTest.assertWire;

import org.junit.jupiter.api.Test;

/** RFC 9460 appendix D's vectors, and what later RFCs added. */
class Rfc9460ServiceBindingTest {
  private static final String FOO = "03666f6f076578616d706c6503636f6d00";

  @Test
  void aliasMode() {
    assertWire("0000" + FOO, "HTTPS 0 foo.example.com.");
    assertWire("0000" + FOO + "00030002" + "0035", "HTTPS 0 foo.example.com. port=53");
    assertWire("000000", "SVCB 0 .");
  }

  @Test
  void serviceMode() {
    assertWire("000100", "SVCB 1 .");
    assertWire("0010" + FOO + "000300020035", "SVCB 16 foo.example.com. port=53");
    assertWire("0001" + FOO + "029b000568656c6c6f", "SVCB 1 foo.example.com. key667=hello");
    assertWire(
        "0001" + FOO + "029b000968656c6c6fd2716f6f",
        "SVCB 1 foo.example.com. key667=\"hello\\210qoo\"");
    assertWire(
        "0001"
            + FOO
            + "00060020"
            + "20010db8000000000000000000000001"
            + "20010db8000000000000000000530001",
        "SVCB 1 foo.example.com. ( ipv6hint=\"2001:db8::1,2001:db8::53:1\" )");
    assertWire(
        "0001" + FOO + "00060010" + "20010db8ffffffffffffffffc6336464",
        "SVCB 1 foo.example.com. ipv6hint=\"2001:db8:ffff:ffff:ffff:ffff:198.51.100.100\"");
    assertWire(
        "0010" + FOO + "0000000400010004" + "00010009026832" + "0568332d3139" + "00040004c0000201",
        "SVCB 16 foo.example.com. ( alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1 )");
    assertWire(
        "0010" + FOO + "0001000c" + "08665c6f6f2c626172" + "026832",
        "SVCB 16 foo.example.com. alpn=\"f\\\\\\\\oo\\\\,bar,h2\"");
    assertWire(
        "0010" + FOO + "0001000c" + "08665c6f6f2c626172" + "026832",
        "SVCB 16 foo.example.com. alpn=f\\\\\\092oo\\092,bar,h2");
  }

  @Test
  void parametersOfLaterRfcsAndUnknownOnes() {
    assertWire("000100" + "00070009" + "2f717b3f646e737d" + "78", "HTTPS 1 . dohpath=/q{?dns}x");
    assertWire("000100" + "00080000", "HTTPS 1 . ohttp");
    assertWire("000100" + "00050006" + "0043fe0d003f", "HTTPS 1 . ech=AEP+DQA/");
    assertWire("000100" + "00050004" + "0043fe0d", "HTTPS 1 . ech=AEP+DQ==");
    assertWire("000100" + "00090004" + "001d0017", "HTTPS 1 . tls-supported-groups=29,23");
    assertWire("000100" + "00090002" + "11ec", "HTTPS 1 . tls-supported-groups=\"4588\"");
    assertWire("000100" + "ffff0001" + "78", "HTTPS 1 . key65535=x");
    assertWire("000100" + "ffff0000", "HTTPS 1 . key65535=");
    assertWire(
        "000100" + "0001000302683200020000" + "00030002" + "0035",
        "HTTPS 1 . no-default-alpn alpn=\"h2\" port=53 ");
    assertWire(
        "000100" + "00000002" + "0007" + "00070002" + "2f61",
        "HTTPS 1 . mandatory=dohpath dohpath=/a");
  }

  @Test
  void targetsKeepTheirCaseAndAreRelative() {
    assertWire("0000" + "03466f6f076578616d706c6500" + "00030002" + "0035", "HTTPS 0 Foo port=53");
    assertWire("0001" + "03466f6f076578616d706c6500", "HTTPS 1 Foo");
  }
}
