package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The data of the common types from plain words. Owned by one reading of a file. */
final class PlainData {
  private static final int LONGEST_STRING = 255;
  private static final int MOST_STRINGS = 64;

  private final byte[] octets = new byte[MOST_STRINGS * (LONGEST_STRING + 1)];
  private int length;

  /** The type that a word names, or null when it is none of those that are read here. */
  static @Nullable RecordType type(PlainTokens word) {
    return switch (word.length()) {
      case 1 -> word.is("A") ? RecordType.A : null;
      case 2 -> word.is("NS") ? RecordType.NS : word.is("MX") ? RecordType.MX : null;
      case 3 ->
          word.is("TXT")
              ? RecordType.TXT
              : word.is("PTR") ? RecordType.PTR : word.is("SRV") ? RecordType.SRV : null;
      case 4 -> word.is("AAAA") ? RecordType.AAAA : null;
      case 5 -> word.is("CNAME") ? RecordType.CNAME : null;
      default -> null;
    };
  }

  /** The rest of the entry as data of that type, or null when it is not plain. */
  @Nullable Rdata read(RecordType type, PlainTokens words, Name origin) {
    length = 0;
    boolean isPlain =
        switch (type.code()) {
          case 1 -> words.next() && four(words);
          case 28 -> words.next() && sixteen(words);
          case 2, 5, 12 -> name(words, origin); // NS CNAME PTR
          case 15 -> numbers(words, 1) && name(words, origin); // MX
          case 33 -> numbers(words, 3) && name(words, origin); // SRV
          case 16 -> strings(words); // TXT
          default -> throw new IllegalArgumentException("no plain type " + type);
        };
    if (!isPlain || words.next() || words.isOdd()) {
      return null;
    }
    return new Rdata(Arrays.copyOf(octets, length));
  }

  private boolean four(PlainTokens word) {
    length = 4;
    return PlainAddress.writeFour(word, octets);
  }

  private boolean sixteen(PlainTokens word) {
    length = 16;
    return PlainAddress.writeSixteen(word, octets);
  }

  private boolean name(PlainTokens words, Name origin) {
    if (!words.next()) {
      return false;
    }
    length = PlainName.write(words, origin, octets, length);
    return length > 0;
  }

  private boolean numbers(PlainTokens words, int count) {
    for (int i = 0; i < count; i++) {
      int value = words.next() ? words.number(0xFFFF) : -1;
      if (value < 0) {
        return false;
      }
      octets[length++] = (byte) (value >> 8);
      octets[length++] = (byte) value;
    }
    return true;
  }

  private boolean strings(PlainTokens words) {
    int strings = 0;
    while (words.next()) {
      if (words.length() > LONGEST_STRING || ++strings > MOST_STRINGS) {
        return false;
      }
      octets[length++] = (byte) words.length();
      System.arraycopy(words.text(), words.start(), octets, length, words.length());
      length += words.length();
    }
    return strings > 0;
  }
}
