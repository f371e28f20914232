package dev.leeward.zone;

import dev.leeward.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeSet;
import org.xbill.DNS.Address;
import org.xbill.DNS.TextParseException;

/** One field of a type's data, from its presentation to its wire form. */
@FunctionalInterface
interface DataField {
  DataField U8 = (words, out) -> out.write((int) words.number(0xFF));
  DataField U16 = (words, out) -> writeShort((int) words.number(0xFFFF), out);
  DataField U32 =
      (words, out) -> {
        long value = words.number(0xFFFFFFFFL);
        writeShort((int) (value >>> 16), out);
        writeShort((int) value, out);
      };
  DataField NAME = (words, out) -> out.writeBytes(words.name());
  DataField STRING =
      (words, out) -> {
        byte[] string = words.string();
        out.write(string.length);
        out.writeBytes(string);
      };
  DataField STRINGS =
      (words, out) -> {
        do {
          STRING.read(words, out);
        } while (!words.isAtEnd());
      };
  DataField HEX = (words, out) -> out.writeBytes(hex(words.rest()));
  DataField BASE64 =
      (words, out) -> {
        String word = words.rest();
        try {
          out.writeBytes(word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word));
        } catch (IllegalArgumentException e) {
          throw new TextParseException(word + " is not base64", e);
        }
      };
  DataField IPV4 = (words, out) -> out.writeBytes(address(words.next(), Address.IPv4));

  /** RFC 7043: octets in hex, parted by hyphens. */
  DataField EUI48 = (words, out) -> out.writeBytes(hyphenated(words.next(), 6));

  DataField EUI64 = (words, out) -> out.writeBytes(hyphenated(words.next(), 8));

  /** RFC 6742: four groups of hex as in an IPv6 address. */
  DataField LOCATOR64 =
      (words, out) -> {
        String word = words.next();
        if (!word.matches("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}")) {
          throw new TextParseException(word + " is not of the form 2001:db8:1140:1000");
        }
        for (String group : word.split(":", -1)) {
          writeShort(Integer.parseInt(group, 16), out);
        }
      };

  /** A type's mnemonic or {@code TYPE123}. */
  DataField TYPE = (words, out) -> writeShort(type(words.next()), out);

  /** RFC 4034 section 4.1.2. */
  DataField TYPES =
      (words, out) -> {
        TreeSet<Integer> codes = new TreeSet<>();
        while (!words.isAtEnd()) {
          codes.add(type(words.next()));
        }
        for (int window = 0; window < 256; window++) {
          writeWindow(window, codes.subSet(window << 8, window + 1 << 8), out);
        }
      };

  /** RFC 9859 section 2.1: a number or a mnemonic. */
  DataField DSYNC_SCHEME =
      (words, out) -> {
        String word = words.next();
        if (word.equalsIgnoreCase("NOTIFY")) {
          out.write(1);
        } else if (word.matches("[0-9]{1,3}") && Integer.parseInt(word) <= 0xFF) {
          out.write(Integer.parseInt(word));
        } else {
          throw new TextParseException(word + " is no scheme: NOTIFY or a number up to 255");
        }
      };

  /** RFC 8777 section 4.2: discovery, type, and a relay of that type. */
  DataField AMT_RELAY =
      (words, out) -> {
        int discovery = (int) words.number(1);
        int type = (int) words.number(3);
        out.write(discovery << 7 | type);
        switch (type) {
          case 1 -> out.writeBytes(address(words.next(), Address.IPv4));
          case 2 -> out.writeBytes(address(words.next(), Address.IPv6));
          case 3 -> out.writeBytes(words.name());
          default -> {
            String none = words.next();
            if (!none.equals(".")) {
              throw new TextParseException("a relay of type 0 is written \".\", not " + none);
            }
          }
        }
      };

  void read(DataWords words, ByteArrayOutputStream out) throws TextParseException;

  private static void writeShort(int value, ByteArrayOutputStream out) {
    out.write(value >>> 8);
    out.write(value);
  }

  private static int type(String word) throws TextParseException {
    try {
      return RecordType.parse(word).code();
    } catch (IllegalArgumentException e) {
      throw new TextParseException(e.getMessage(), e);
    }
  }

  private static void writeWindow(int window, Iterable<Integer> codes, ByteArrayOutputStream out) {
    byte[] bits = new byte[32];
    int length = 0;
    for (int code : codes) {
      bits[(code & 0xFF) >> 3] |= (byte) (0x80 >> (code & 7));
      length = ((code & 0xFF) >> 3) + 1;
    }
    if (length > 0) {
      out.write(window);
      out.write(length);
      out.write(bits, 0, length);
    }
  }

  private static byte[] address(String word, int family) throws TextParseException {
    byte[] octets = Address.toByteArray(word, family);
    if (octets == null) {
      throw new TextParseException("Invalid address: " + word);
    }
    return octets;
  }

  private static byte[] hyphenated(String word, int octets) throws TextParseException {
    if (!word.matches("[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){" + (octets - 1) + "}")) {
      throw new TextParseException(
          word + " is not " + octets + " octets in hex with hyphens between them");
    }
    return HexFormat.ofDelimiter("-").parseHex(word);
  }

  private static byte[] hex(String word) throws TextParseException {
    try {
      return HexFormat.of().parseHex(word);
    } catch (IllegalArgumentException e) {
      throw new TextParseException(word + " is not octets in hex", e);
    }
  }
}
