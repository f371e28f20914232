package dev.leeward.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a textual encoding (RFC 7468), by the JDK alone: an instance reads its key at every
 * start, and BouncyCastle's signed jar would have its signature verified for it first.
 *
 * @param label such as PRIVATE KEY
 * @param octets in DER
 */
record PemBlock(String label, byte[] octets) {
  private static final int LINE = 64;
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([^-\\r\\n]*)-----");

  /**
   * What is outside of the blocks is explanation (section 2).
   *
   * @throws IllegalArgumentException when a block does not end or holds no base64; says where
   */
  static List<PemBlock> read(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher begin = BEGIN.matcher(text);
    int from = 0;
    while (begin.find(from)) {
      String label = begin.group(1);
      String closing = "-----END " + label + "-----";
      int end = text.indexOf(closing, begin.end());
      if (end < 0) {
        throw new IllegalArgumentException("no " + closing);
      }
      blocks.add(new PemBlock(label, octets(label, text.substring(begin.end(), end))));
      from = end + closing.length();
    }
    return blocks;
  }

  private static byte[] octets(String label, String encoded) {
    try {
      return Base64.getDecoder().decode(encoded.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the block " + label + " is not base64: " + e.getMessage(), e);
    }
  }

  String write() {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return """
    -----BEGIN %1$s-----
    %2$s
    -----END %1$s-----
    """
        .formatted(label, Base64.getMimeEncoder(LINE, newline).encodeToString(octets));
  }
}
