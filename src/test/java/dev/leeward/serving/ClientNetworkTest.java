package dev.leeward.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.255.0.1, true",
    "127.0.0.0/8, 128.0.0.1, false",
    "192.0.2.128/25, 192.0.2.129, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.0, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "::1, ::2, false",
    "::/0, 2001:db8::1, true",
    "2001:db8::/64, 2001:db8::1:0:0:5, true",
    "2001:db8::8000:0:0:0/65, 2001:db8::7fff:0:0:5, false",
    "2001:db8::/47, 2001:db8:1::5, true",
    "2001:db8::/47, 2001:db8:2::5, false",
  })
  void anAddressIsInsideWhenItSharesThePrefix(String network, String address, boolean inside) {
    ClientAddress client = ClientAddress.of(InetAddress.ofLiteral(address));
    assertEquals(inside, ClientNetwork.parse(network).contains(client));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.0/33", "::/129", "192.0.2.0/-1", "192.0.2.0/x", "example.com/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ClientNetwork.parse(text));
  }
}
