package dev.leeward.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @Test
  void aNetworkContainsItsAddressesAndNoOthers() {
    Network network = Network.parse("192.0.2.64/26");
    assertTrue(network.contains(InetAddress.ofLiteral("192.0.2.127")));
    assertFalse(network.contains(InetAddress.ofLiteral("192.0.2.128")));
    assertFalse(network.contains(InetAddress.ofLiteral("::1")));
  }

  @Test
  void hostBitsAreDropped() {
    assertEquals("192.0.2.0/24", Network.parse("192.0.2.77/24").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.1.0.0/16,true",
    "10.1.0.0/16,10.0.0.0/8,true",
    "10.1.0.0/16,10.2.0.0/16,false",
    "2001:db8::/32,2001:db8:1::/48,true",
    "0.0.0.0/0,::/0,false"
  })
  void networksOverlapWhenOneHoldsTheOther(String one, String other, boolean overlap) {
    assertEquals(overlap, Network.parse(one).overlaps(Network.parse(other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.0/33",
        "192.0.2/24",
        "example.com/24",
        "192.0.2.0/",
        "::/129",
        "localhost"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:0:0:0:0:10,2001:db8:1::10",
    "0:0:0:0:0:0:0:1,::1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "::,::",
    "192.0.2.1,192.0.2.1"
  })
  void addressesAreWrittenByRfc5952(String text, String expected) {
    assertEquals(expected, AddressText.of(InetAddress.ofLiteral(text)));
  }

  @Test
  void portsFollowIpv6AddressesInBrackets() {
    InetAddress loopback = InetAddress.ofLiteral("::1");
    assertEquals("[::1]:53", AddressText.of(new InetSocketAddress(loopback, 53)));
    InetAddress four = InetAddress.ofLiteral("192.0.2.1");
    assertEquals("192.0.2.1:53", AddressText.of(new InetSocketAddress(four, 53)));
  }
}
