package dev.leeward.health;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint, or a job that knows, says: that it works.
 *
 * @param check its name
 * @param endpoint as the zone has it, or {@link #ALL}
 * @param unixSeconds when it was made, by the sender's clock; rises with each
 * @param signature HMAC-SHA256 with the check's secret over {@link #signedText}, in hexadecimal
 */
public record Heartbeat(String check, String endpoint, long unixSeconds, String signature) {
  /** In place of an endpoint: all of the check's. */
  public static final String ALL = "*";

  /** What is signed: {@code leeward-heartbeat web 192.0.2.10 1795000000}. */
  public static String signedText(String check, String endpoint, long unixSeconds) {
    return "leeward-heartbeat " + check + " " + endpoint + " " + unixSeconds;
  }

  boolean isSignedWith(Secret secret) {
    byte[] expected =
        HexFormat.of()
            .formatHex(hmac(secret, signedText(check, endpoint, unixSeconds)))
            .getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.octets(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
