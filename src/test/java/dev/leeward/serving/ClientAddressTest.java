package dev.leeward.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "255.254.253.252", "::1", "2001:db8:220:1:59de:d0f4:8769:82b8"})
  void anAddressIsTheSameAfterwards(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    ClientAddress client = ClientAddress.of(address);
    assertEquals(address, client.toInetAddress());
    assertEquals(address.getAddress().length, client.length());
    byte[] octets = new byte[20];
    client.copyTo(octets, 2);
    byte[] expected = new byte[20];
    System.arraycopy(address.getAddress(), 0, expected, 2, client.length());
    assertArrayEquals(expected, octets);
  }

  @Test
  void nothingOfTheAddressBeforeRemains() {
    ClientAddress client = ClientAddress.of(InetAddress.ofLiteral("2001:db8::1"));
    client.setIpv4(0xC0000201);
    assertEquals(InetAddress.ofLiteral("192.0.2.1"), client.toInetAddress());
    assertEquals(0, client.low());
    client.setIpv6(0x20010db8_00000000L, 7);
    assertEquals(InetAddress.ofLiteral("2001:db8::7"), client.toInetAddress());
  }
}
