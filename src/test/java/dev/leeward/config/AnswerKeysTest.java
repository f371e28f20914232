package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.serving.ClientNetwork;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.RateLimit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of {@code cookies}, {@code rate-limit}, {@code answers} and {@code reload}. */
class AnswerKeysTest {
  private static final String ONE = "e5e973e5a6b2a43f48e7dc849e37bfcf";
  private static final String OTHER = "445536BCD2513298075A5D379663C962";

  private final Written written;

  AnswerKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "");
  }

  private static String with(String inLeeward) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      %s
    }
    """
        .formatted(inLeeward);
  }

  private Settings settings(String inLeeward) {
    return written.settings(with(inLeeward));
  }

  private Finding wrong(String inLeeward) {
    return Written.only(written.load(with(inLeeward)), "bad-value");
  }

  @Test
  void cookiesAreMadeWithASecretOfTheProcessUnlessTheConfigurationHasOne() {
    Settings settings = settings("");
    assertTrue(settings.ownCookieSecret());
    assertEquals(List.of(), settings.answers().cookieSecrets());
  }

  @Test
  void theConfigurationsSecretsAreUsedInTheirOrder() {
    Settings settings = settings("cookies.secrets = [\"%s\", \"%s\"]".formatted(ONE, OTHER));
    assertFalse(settings.ownCookieSecret());
    assertEquals(
        List.of(CookieSecret.parse(ONE), CookieSecret.parse(OTHER)),
        settings.answers().cookieSecrets());
  }

  @Test
  void secretsMayBeKeptInAFileOfTheirOwn() {
    written.file("cookies.conf", "leeward.cookies.secrets = [\"%s\"]\n".formatted(ONE));
    Settings settings = written.settings("include \"cookies.conf\"\n" + with(""));
    assertEquals(List.of(CookieSecret.parse(ONE)), settings.answers().cookieSecrets());
  }

  @Test
  void withoutCookiesThereIsNoSecret() {
    for (String secrets : List.of("", ", secrets = [\"%s\"]".formatted(ONE))) {
      Settings settings = settings("cookies { enabled = false" + secrets + " }");
      assertFalse(settings.ownCookieSecret());
      assertEquals(List.of(), settings.answers().cookieSecrets());
    }
  }

  @Test
  void aSecretThatIsNoneIsFoundAtItsLineEvenWhileCookiesAreOff() {
    for (boolean enabled : List.of(true, false)) {
      Loaded loaded =
          written.assertFindings(
              with(
                  """
                  cookies {
                    enabled = %s
                    secrets = [
                      "%s"
                      "%s0"  # <- bad-value
                    ]
                  }
                  """
                      .formatted(enabled, ONE, OTHER)));
      assertSays(
          "leeward.cookies.secrets[1]: a cookie secret is not 32 hexadecimal digits; write 32"
              + " hexadecimal digits in quotes, from openssl rand -hex 16",
          Written.only(loaded, "bad-value"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"e5e973e5a6b2a43f48e7dc849e37bfc\"]",
        "[\"e5e973e5a6b2a43f48e7dc849e37bfcg\"]",
        "[\" e5e973e5a6b2a43f48e7dc849e37bfcf\"]",
        "[e5e973e5-a6b2-a43f-48e7-dc849e37bfcf]",
        "[{ e5e973e5a6b2a43f = 48e7dc849e37bfcf }]",
        "\"e5e973e5a6b2a43f48e7dc849e37bfcf\"",
        "{ e5e973e5a6b2a43f = 1 }",
        "[\"e5e973e5a6b2a43f48e7dc849e37bfcf",
        "[\"e5e973e5a6b2a43f48e7dc849e37bfcf\\q\"]"
      })
  void aWrongSecretIsNeverRepeated(String secrets) {
    Loaded loaded = written.load(with("cookies.secrets = " + secrets));
    assertNull(loaded.settings());
    assertFalse(loaded.findings().toString().contains("e5e973e5"), loaded.findings().toString());
  }

  @Test
  void settingsDoNotShowTheSecrets() {
    String text = settings("cookies.secrets = [\"%s\"]".formatted(ONE)).toString();
    assertTrue(text.contains("CookieSecret[hidden]"), text);
    assertFalse(text.contains(ONE), text);
  }

  @Test
  void whetherThereAreCookiesIsTrueOrFalse() {
    assertSays(
        "leeward.cookies.enabled is neither true nor false; write one of them",
        wrong("cookies.enabled = 2"));
  }

  @Test
  void ratesAreLimitedExceptForLoopback() {
    RateLimit limit = settings("").answers().rateLimit();
    List<ClientNetwork> loopback =
        List.of(ClientNetwork.parse("127.0.0.0/8"), ClientNetwork.parse("::1"));
    assertEquals(new RateLimit(200, 2, loopback), limit);
  }

  @Test
  void ratesSlipAndExemptionsAreAsConfigured() {
    RateLimit limit =
        settings(
                """
                rate-limit {
                  responses-per-second = 5
                  slip = 0
                  exempt = ["192.0.2.0/24", "2001:db8::53"]
                }
                """)
            .answers()
            .rateLimit();
    List<ClientNetwork> exempt =
        List.of(ClientNetwork.parse("192.0.2.0/24"), ClientNetwork.parse("2001:db8::53"));
    assertEquals(new RateLimit(5, 0, exempt), limit);
    assertTrue(settings("rate-limit.responses-per-second = 0").answers().rateLimit().isOff());
  }

  @ParameterizedTest
  @CsvSource({
    "responses-per-second = -1, is no whole number from 0 to 1000000",
    "responses-per-second = 1000001, is no whole number from 0 to 1000000",
    "responses-per-second = 0.5, is no whole number from 0 to 1000000",
    "responses-per-second = many, is no whole number from 0 to 1000000",
    "slip = -1, is no whole number from 0 to 100",
    "slip = 101, is no whole number from 0 to 100",
    "exempt = loopback, 'is no list; write it in square brackets'",
    "exempt = [localhost], '[0]: '",
    "exempt = [192.0.2.0/33], prefix length 33 of 32 bits; write a network as 192.0.2.0/24",
    "exempt = [192.0.2.0/x], has no number behind the slash"
  })
  void wrongLimitsAreFound(String key, String text) {
    Finding finding = wrong("rate-limit { " + key + " }");
    assertSays("leeward.rate-limit." + key.substring(0, key.indexOf(' ')), finding);
    assertSays(text, finding);
  }

  @Test
  void nothingIsToldInClassChUnlessConfigured() {
    assertNull(settings("").answers().idServer());
    assertNull(settings("").answers().version());
  }

  @Test
  void theNameInClassChIsTheInstancesOrAnother() {
    String instance = "instance = ams\n";
    assertEquals("ams", settings(instance + "answers.id-server = instance").answers().idServer());
    assertEquals("x y", settings(instance + "answers.id-server = x y").answers().idServer());
    assertEquals("9.1", settings("answers.version = \"9.1\"").answers().version());
    assertNull(settings("answers { id-server = null, version = null }").answers().version());
  }

  @Test
  void whatIsToldInClassChIsOneText() {
    assertSays(
        "leeward.answers.version is a list, not one value", wrong("answers.version = [1, 2]"));
    assertSays(
        "leeward.answers.id-server is an object, not one value",
        wrong("answers.id-server { x = 1 }"));
  }

  @Test
  void nsidHasOneTo255Characters() {
    assertEquals("n".repeat(255), settings("answers.nsid = " + "n".repeat(255)).answers().nsid());
    for (String nsid : List.of("\"\"", "n".repeat(256))) {
      assertSays(
          "leeward.answers.nsid is empty or too long; write up to 255 characters, or null",
          wrong("answers.nsid = " + nsid));
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 0.2", "0, 0", "1, 1", "1.0, 1", ".5, 0.5", "0.05, 0.05", "0.0005, 0.0005"})
  void aZoneMayShrinkByTheConfiguredShare(String written, double share) {
    String key = written.isEmpty() ? "" : "reload.max-shrink = " + written;
    assertEquals(share, settings(key).maxShrink());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20%", "-0.1", "1.1", "2", "all", "NaN"})
  void whatIsNoShareIsFound(String written) {
    assertSays(
        "leeward.reload.max-shrink is \"%s\", not a share; write a number from 0 to 1, as 0.2"
            .formatted(written),
        wrong("reload.max-shrink = \"" + written + "\""));
  }
}
