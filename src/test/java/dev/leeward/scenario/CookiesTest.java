package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Type;

/** Cookies as others read and send them. One answer a second for who has none of ours. */
class CookiesTest {
  private static final String BEFORE = "e5e973e5a6b2a43f48e7dc849e37bfcf";
  private static final String NEW = "445536bcd2513298075a5d379663c962";
  private static final int FLOOD = 50;
  private static final Pattern DIG = Pattern.compile("; COOKIE: ([0-9a-f]{48}) \\((good|bad)\\)");

  private final OneInstance one;

  CookiesTest(@TempDir Path folder) throws Exception {
    one = new OneInstance(folder);
  }

  @BeforeEach
  void start() throws Exception {
    one.zone(
        """
        @   300 SOA ns1 hostmaster 1 7200 900 1209600 30
        @   300 NS  ns1
        ns1 300 A   192.0.2.53
        www 300 A   192.0.2.1
        """);
    configure("\"%s\"".formatted(BEFORE));
    one.start("192.0.2.1");
  }

  private void configure(String secrets) throws Exception {
    one.configuration(
        """
        cookies.secrets = [%s]
          rate-limit { responses-per-second = 1, slip = 1, exempt = [] }
        """
            .formatted(secrets));
  }

  @AfterEach
  void stop() {
    one.close();
  }

  private static String cookie(String printed) {
    Matcher cookie = DIG.matcher(printed);
    assertTrue(cookie.find(), printed);
    assertEquals("good", cookie.group(2), printed);
    return cookie.group(1);
  }

  private static boolean isTruncated(String printed) {
    return Pattern.compile(";; flags:[a-z ]* tc[ ;]").matcher(printed).find();
  }

  /** Without a cookie all but one a second are cut, as the answers are equal. */
  private void exhaustTheLimit() throws Exception {
    for (int i = 0; i < FLOOD; i++) {
      if (Scenes.ask(one.dns(), "www.example.com.", Type.A, false).getHeader().getFlag(Flags.TC)) {
        return;
      }
    }
    throw new AssertionError("none of " + FLOOD + " equal answers was cut");
  }

  @Test
  void digGetsACookieAndWithItHasNoLimit() throws Exception {
    String cookie = cookie(one.dig("+cookie", "+ignore", "www.example.com"));
    for (int i = 0; i < 3; i++) {
      exhaustTheLimit();
      String second = one.dig("+cookie=" + cookie, "+ignore", "www.example.com");
      assertEquals(cookie, cookie(second), "a young cookie comes back as it was");
      assertFalse(isTruncated(second), second);
      assertTrue(second.contains("192.0.2.1"), second);
    }
  }

  @Test
  void aCookieThatNobodyHereMadeProvesNothing() throws Exception {
    String cookie = cookie(one.dig("+cookie", "+ignore", "www.example.com"));
    String forged = cookie.substring(0, 47) + (cookie.endsWith("0") ? "1" : "0");
    boolean wasCut = false;
    for (int i = 0; i < FLOOD && !wasCut; i++) {
      exhaustTheLimit();
      String answer = one.dig("+cookie=" + forged, "+ignore", "www.example.com");
      assertNotEquals(forged, cookie(answer));
      wasCut = isTruncated(answer);
    }
    assertTrue(wasCut, "its holder has the limit of those who have none");
  }

  @Test
  void kdigReadsTheCookieAndDigSendsItBack() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/kdig")), "kdig is not installed");
    String printed = one.ask("kdig", "+cookie", "+ignore", "www.example.com", "A");
    Matcher cookie = Pattern.compile("(?i);; COOKIE: ([0-9A-F]{48})").matcher(printed);
    assertTrue(cookie.find(), printed);
    exhaustTheLimit();
    String second = one.dig("+cookie=" + cookie.group(1), "+ignore", "www.example.com");
    assertFalse(isTruncated(second), second);
  }

  @Test
  void aSecretIsRolledInThreeReloadsAndNoCookieIsLost() throws Exception {
    String old = cookie(one.dig("+cookie", "+ignore", "www.example.com"));

    configure("\"%s\", \"%s\"".formatted(BEFORE, NEW));
    assertEquals(0, one.tell("reload").exitCode());
    assertEquals(old, cookie(one.dig("+cookie=" + old, "+ignore", "www.example.com")));

    configure("\"%s\", \"%s\"".formatted(NEW, BEFORE));
    assertEquals(0, one.tell("reload").exitCode());
    exhaustTheLimit();
    String answer = one.dig("+cookie=" + old, "+ignore", "www.example.com");
    assertFalse(isTruncated(answer), "the old one still counts\n" + answer);
    String renewed = cookie(answer);
    assertNotEquals(old, renewed, "and is replaced by one of the new secret");

    configure("\"%s\"".formatted(NEW));
    assertEquals(0, one.tell("reload").exitCode());
    exhaustTheLimit();
    assertFalse(isTruncated(one.dig("+cookie=" + renewed, "+ignore", "www.example.com")));
  }
}
