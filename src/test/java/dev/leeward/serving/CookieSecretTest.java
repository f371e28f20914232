package dev.leeward.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CookieSecretTest {
  private static final String TEXT = "000102030405060708090a0b0c0d0e0f";

  @Test
  void theDigitsAreTwoLittleEndianWordsAsSipHashTakesThem() {
    assertEquals(
        new CookieSecret(0x0706050403020100L, 0x0f0e0d0c0b0a0908L), CookieSecret.parse(TEXT));
  }

  @Test
  void digitsMayBeLargeOrSmall() {
    assertEquals(
        CookieSecret.parse("e5e973e5a6b2a43f48e7dc849e37bfcf"),
        CookieSecret.parse("E5E973E5A6B2A43F48E7DC849E37BFCF"));
  }

  @Test
  void whatIsNot32HexadecimalDigitsIsRefusedWithoutRepeatingIt() {
    for (String wrong :
        List.of("", "0", TEXT + "0", TEXT.substring(1), "0x" + TEXT.substring(2), TEXT + "\n")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> CookieSecret.parse(wrong));
      assertEquals("a cookie secret is not 32 hexadecimal digits", refused.getMessage());
    }
  }

  @Test
  void noTextShowsIt() {
    CookieSecret secret = CookieSecret.parse(TEXT);
    assertEquals("CookieSecret[hidden]", secret.toString());
    String settings = AnswerSettings.DEFAULT.withCookieSecrets(List.of(secret)).toString();
    assertFalse(settings.contains(Long.toString(secret.first())), settings);
  }

  @Test
  void randomOnesDiffer() {
    Random random = new Random(1);
    CookieSecret one = CookieSecret.random(random);
    assertNotEquals(one, CookieSecret.random(random));
    assertNotEquals(one.first(), one.second());
  }
}
