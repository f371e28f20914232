package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSettingsTest {
  @Test
  void addressesOfBothFamiliesAndAllOfThemAreRead() {
    InetSocketAddress four = ListenerSettings.parseAddress("192.0.2.1:53");
    assertEquals("192.0.2.1", four.getAddress().getHostAddress());
    InetSocketAddress six = ListenerSettings.parseAddress("[2001:db8::1]:5353");
    assertEquals("2001:db8:0:0:0:0:0:1", six.getAddress().getHostAddress());
    assertEquals(5353, six.getPort());
    assertTrue(ListenerSettings.parseAddress("*:53").getAddress().isAnyLocalAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "53", ":53", "192.0.2.1", "192.0.2.1:", "192.0.2.1:x", "192.0.2.1:65536"})
  void whatIsNoAddressAndPortIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ListenerSettings.parseAddress(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::1:53", "ns1.example.com:53", "[192.0.2:53"})
  void whatIsNoLiteralAddressIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ListenerSettings.parseAddress(text));
  }
}
