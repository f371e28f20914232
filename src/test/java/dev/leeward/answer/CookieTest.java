package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.serving.ClientAddress;
import dev.leeward.serving.CookieSecret;
import dev.leeward.wire.Edns;
import dev.leeward.wire.EdnsOption;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 7873, and RFC 9018 with the examples of its appendix A. */
class CookieTest {
  private static final CookieSecret SECRET = CookieSecret.parse("e5e973e5a6b2a43f48e7dc849e37bfcf");
  private static final CookieSecret OTHER = CookieSecret.parse("445536bcd2513298075a5d379663c962");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.100");
  private static final String CLIENT_COOKIE = "2464c4abcf10c957";
  private static final String MADE = "010000005cf79f111f8130c3eee29480";
  private static final long MADE_AT = 1559731985;

  @Test
  void learningANewServerCookie() {
    Cookie cookie = cookie(CLIENT_COOKIE, CLIENT, List.of(SECRET), MADE_AT);
    assertEquals(Cookie.State.UNPROVEN, cookie.state());
    assertReply(CLIENT_COOKIE + MADE, cookie);
  }

  @Test
  void theSameClientLearningARenewedServerCookie() {
    long later = 1559734385;
    Cookie cookie = cookie(CLIENT_COOKIE + MADE, CLIENT, List.of(SECRET), later);
    assertEquals(Cookie.State.PROVEN, cookie.state());
    assertReply(CLIENT_COOKIE + "010000005cf7a871d4a564a1442aca77", cookie);
  }

  @Test
  void anIpv6ClientWithTheSecretBeforeTheNewOne() {
    InetAddress client = InetAddress.ofLiteral("2001:db8:220:1:59de:d0f4:8769:82b8");
    CookieSecret before = CookieSecret.parse("dd3bdf9344b678b185a6f5cb60fca715");
    long now = 1559741961;
    String asked = "22681ab97d52c298010000005cf7c57926556bd0934c72f8";
    Cookie cookie = cookie(asked, client, List.of(OTHER, before), now);
    assertEquals(Cookie.State.PROVEN, cookie.state());
    assertReply("22681ab97d52c298010000005cf7c609a6bb79d16625507a", cookie);
    assertEquals(Cookie.State.UNPROVEN, cookie(asked, client, List.of(OTHER), now).state());
  }

  @Test
  void anyHashOfTheRightLengthProvesOnlyItsOwnAddressAndTime() {
    String whole = CLIENT_COOKIE + MADE;
    assertEquals(Cookie.State.PROVEN, state(whole, CLIENT, MADE_AT + 3600));
    assertEquals(Cookie.State.UNPROVEN, state(whole, CLIENT, MADE_AT + 3601));
    assertEquals(Cookie.State.PROVEN, state(whole, CLIENT, MADE_AT - 300));
    assertEquals(Cookie.State.UNPROVEN, state(whole, CLIENT, MADE_AT - 301));
    assertEquals(
        Cookie.State.UNPROVEN, state(whole, InetAddress.ofLiteral("198.51.100.101"), MADE_AT));
    assertEquals(Cookie.State.UNPROVEN, state("3" + whole.substring(1), CLIENT, MADE_AT));
    assertEquals(
        Cookie.State.UNPROVEN,
        state(whole.substring(0, whole.length() - 1) + "1", CLIENT, MADE_AT));
  }

  @Test
  void aServerCookieYoungerThanHalfAnHourComesBackAsItIs() {
    assertReply(
        CLIENT_COOKIE + MADE, cookie(CLIENT_COOKIE + MADE, CLIENT, List.of(SECRET), MADE_AT + 100));
  }

  @Test
  void reservedOctetsCountAsTheyAre() {
    // RFC 9018 appendix A.3: a cookie made by another server, with something in Reserved.
    InetAddress client = InetAddress.ofLiteral("203.0.113.203");
    String asked = "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5";
    Cookie cookie = cookie(asked, client, List.of(SECRET), 1559727985);
    assertEquals(Cookie.State.PROVEN, cookie.state());
  }

  @Test
  void lengthsThatCannotBeAreMalformed() {
    for (int length : new int[] {0, 1, 7, 9, 15, 41, 100}) {
      assertEquals(
          Cookie.State.MALFORMED, state("00".repeat(length), CLIENT, MADE_AT), length + " octets");
    }
    for (int length : new int[] {8, 16, 17, 24, 40}) {
      assertEquals(
          Cookie.State.UNPROVEN, state("00".repeat(length), CLIENT, MADE_AT), length + " octets");
    }
  }

  @Test
  void withoutSecretsThereAreNoCookies() {
    Cookie cookie = cookie(CLIENT_COOKIE, CLIENT, List.of(), MADE_AT);
    assertEquals(Cookie.State.ABSENT, cookie.state());
    assertNull(cookie.reply());
  }

  private static Cookie.State state(String asked, InetAddress client, long now) {
    return cookie(asked, client, List.of(SECRET), now).state();
  }

  private static Cookie cookie(
      String asked, InetAddress client, List<CookieSecret> secrets, long now) {
    EdnsOption option = new EdnsOption(EdnsOption.COOKIE, HexFormat.of().parseHex(asked));
    return Cookie.of(
        new Edns(1232, 0, false, List.of(option)), ClientAddress.of(client), secrets, now);
  }

  private static void assertReply(String expected, Cookie cookie) {
    assertNotNull(cookie.reply());
    assertArrayEquals(HexFormat.of().parseHex(expected), cookie.reply().octets());
  }
}
