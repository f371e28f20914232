package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckSettingsTest {
  @Test
  void aStatusRangeHoldsBothItsEnds() {
    StatusRange range = StatusRange.parse("200-299");
    assertTrue(range.contains(200) && range.contains(299));
    assertFalse(range.contains(199) || range.contains(300));
    assertEquals(new StatusRange(204, 204), StatusRange.parse("204"));
    assertEquals("200-299", range.toString());
    assertEquals("204", StatusRange.parse("204").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2xx", "20", "299-200", "99", "600", "200-", "200-600", "200 - 299"})
  void whatIsNoStatusRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> StatusRange.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "healthz", "/a b", "/a\r\nX-Evil: 1", "/\u00e9"})
  void aPathThatWouldBreakTheRequestIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> http(80, path, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nb", "http://a/"})
  void whatIsNoHostIsRefused(String host) {
    assertThrows(IllegalArgumentException.class, () -> http(80, "/", host));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536})
  void whatIsNoPortIsRefused(int port) {
    assertThrows(IllegalArgumentException.class, () -> http(port, "/", null));
    assertThrows(IllegalArgumentException.class, () -> new TcpCheck(port));
  }

  @Test
  void timesAndThresholdsMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> ProbeWorld.timing(0, 500, 250, 100, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> ProbeWorld.timing(1000, 0, 250, 100, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> ProbeWorld.timing(1000, 500, 0, 100, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> ProbeWorld.timing(1000, 500, 250, -1, 3, 2));
    assertThrows(
        IllegalArgumentException.class, () -> ProbeWorld.timing(1000, 500, 250, 100, 0, 2));
    assertThrows(
        IllegalArgumentException.class, () -> ProbeWorld.timing(1000, 500, 250, 100, 3, 0));
  }

  @ParameterizedTest(name = "{0} may be probed: {1}, with allow-loopback: {2}")
  @CsvSource({
    "192.0.2.10,       true,  true",
    "10.0.0.1,         true,  true",
    "2001:db8::1,      true,  true",
    "127.0.0.1,        false, true",
    "127.9.9.9,        false, true",
    "::1,              false, true",
    "::ffff:127.0.0.1, false, true",
    "0.0.0.0,          false, false",
    "::,               false, false",
    "169.254.169.254,  false, false",
    "169.254.1.1,      false, false",
    "fe80::1,          false, false",
    "fd00:ec2::254,    false, false",
    "100.100.100.200,  false, false",
    "168.63.129.16,    false, false",
    "192.0.0.192,      false, false",
    "64:ff9b::192.0.2.1,       true,  true",
    "64:ff9b::169.254.169.254, false, false",
    "64:ff9b::127.0.0.1,       false, true",
    "224.0.0.1,        false, false",
    "ff02::1,          false, false",
    "255.255.255.255,  false, false",
  })
  void probesReachOnlyWhatEveryoneCanReach(String address, boolean usual, boolean withLoopback) {
    assertEquals(usual, mayProbe(address, false));
    assertEquals(withLoopback, mayProbe(address, true));
  }

  @Test
  void whatIsForbiddenIsProbedWithinTheNetworksThatAreAllowed() {
    ProbeSettings settings =
        new ProbeSettings(false, List.of(Network.parse("169.254.10.0/24")), false, "test");
    assertTrue(settings.objectionTo(Network.parseAddress("169.254.10.7")).isEmpty());
    assertFalse(settings.objectionTo(Network.parseAddress("169.254.169.254")).isEmpty());
    assertFalse(settings.objectionTo(Network.parseAddress("127.0.0.1")).isEmpty());
  }

  @Test
  void noSecretShowsInWhatIsPrinted() {
    HttpRequest request =
        new HttpRequest("GET", "/", null, Map.of("Authorization", new Secret("Bearer hush")));
    assertFalse(request.toString().contains("hush"), request.toString());
    HeartbeatCheck heartbeat =
        new HeartbeatCheck(Duration.ofSeconds(1), new Secret("0123456789abcdef"));
    assertFalse(heartbeat.toString().contains("0123456789"), heartbeat.toString());
  }

  @Test
  void aChangedSecretIsAnotherCheck() {
    Secret secret = new Secret("0123456789abcdef");
    assertEquals(
        new HeartbeatCheck(Duration.ofSeconds(1), secret),
        new HeartbeatCheck(Duration.ofSeconds(1), new Secret("0123456789abcdef")));
    assertNotEquals(
        new HeartbeatCheck(Duration.ofSeconds(1), secret),
        new HeartbeatCheck(Duration.ofSeconds(1), new Secret("fedcba9876543210")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Y", "X:", "X\r\nY"})
  void whatIsNoHeaderIsRefused(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> HttpRequest.requireHeader(name, new Secret("v")));
  }

  @Test
  void aHeadersValueIsOneLine() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HttpRequest.requireHeader("X", new Secret("a\r\nEvil: b")));
  }

  @Test
  void aUserAgentWithALineBreakIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ProbeSettings(false, "a\r\nb: c"));
  }

  private static boolean mayProbe(String address, boolean allowLoopback) {
    return new ProbeSettings(allowLoopback, "test")
        .objectionTo(Network.parseAddress(address))
        .isEmpty();
  }

  private static HttpCheck http(int port, String path, @Nullable String host) {
    return new HttpCheck(
        Place.port(port),
        new HttpRequest(path, host),
        new HttpExpectation(List.of(StatusRange.parse("200"))));
  }
}
