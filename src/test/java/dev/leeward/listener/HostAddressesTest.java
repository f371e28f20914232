package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Responder;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.ZoneSet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostAddressesTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  private static final InetSocketAddress EVERY = new InetSocketAddress(0);

  @Test
  void aWildcardStandsForEachAddressOfThisHostOnceWithoutItsInterface() throws SocketException {
    List<InetSocketAddress> expanded = HostAddresses.expand(List.of(LOOPBACK, EVERY, EVERY));
    assertTrue(expanded.contains(LOOPBACK));
    assertEquals(expanded.stream().distinct().toList(), expanded);
    for (InetSocketAddress address : expanded) {
      assertFalse(address.getAddress().isAnyLocalAddress(), address.toString());
      assertFalse(address.getAddress().getHostAddress().contains("%"), address.toString());
    }
  }

  @Test
  void dnsOverTlsListensOnEachOfThem(@TempDir Path folder) throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    TestCertificates.write("ns1.example.com", certificate, key);
    TlsSettings tls = new TlsSettings(List.of(EVERY), certificate, key);
    ListenerSettings settings = new ListenerSettings(List.of(LOOPBACK), StreamLimits.DEFAULT, tls);
    try (DnsListener listener =
        new DnsListener(settings, HostAddressesTest::responder, ConnectionObserver.NONE)) {
      listener.start();
      assertEquals(HostAddresses.expand(List.of(EVERY)).size(), listener.tlsPorts().size());
    }
  }

  @Test
  void aWrittenWildcardIsBoundAsItIsAndTakesInItsFamilyAndPort() throws SocketException {
    List<InetSocketAddress> written =
        Stream.of(
                "0.0.0.0:53", "127.0.0.1:53", "[::1]:53", "127.0.0.1:5353", "0.0.0.0:0", "[::1]:0")
            .map(ListenerSettings::parseDnsAddress)
            .toList();
    assertEquals(
        List.of(
            "0.0.0.0:53",
            "[0:0:0:0:0:0:0:1]:53",
            "127.0.0.1:5353",
            "0.0.0.0:0",
            "[0:0:0:0:0:0:0:1]:0"),
        HostAddresses.forUdp(written, true).stream().map(HostAddresses::text).toList());
  }

  @Test
  void whereAWildcardCannotAnswerItIsEachAddressOfItsFamily() throws SocketException {
    List<InetSocketAddress> expanded =
        HostAddresses.forUdp(List.of(ListenerSettings.parseDnsAddress("0.0.0.0:53")), false);
    assertTrue(expanded.stream().allMatch(each -> each.getAddress() instanceof Inet4Address));
    assertTrue(expanded.contains(ListenerSettings.parseDnsAddress("127.0.0.1:53")));
    assertFalse(expanded.contains(ListenerSettings.parseDnsAddress("0.0.0.0:53")));
  }

  @Test
  void aStarIsEachAddressWhateverTheTransport() throws SocketException {
    List<InetSocketAddress> star = List.of(ListenerSettings.parseDnsAddress("*:53"));
    List<InetSocketAddress> expanded = HostAddresses.forUdp(star, true);
    assertEquals(HostAddresses.expand(List.of(new InetSocketAddress(53))), expanded);
    assertEquals(expanded, HostAddresses.forUdp(star, false));
  }

  private static Responder responder() {
    return new Responder(
        () -> ServingState.unsteered(new ZoneSet(List.of())),
        AnswerObserver.NONE,
        InstantSource.system(),
        new Random(1));
  }
}
