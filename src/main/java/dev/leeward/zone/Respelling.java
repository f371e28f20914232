package dev.leeward.zone;

import dev.leeward.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Type;

/** Spellings within data that other servers read and dnsjava does not, put as it reads them. */
final class Respelling {
  /** What dnsjava should read in place of a word, or null for the word itself. */
  @FunctionalInterface
  private interface Rule {
    @Nullable String instead(int at, List<EntryWord> data);
  }

  private Respelling() {}

  /** The whole entry with its data spelled otherwise; null when it is fine as it is. */
  static byte @Nullable [] of(String type, MasterEntries entry, List<EntryWord> data) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "RRSIG" -> replaced(entry, data, (at, words) -> at == 0 ? newType(words.get(0)) : null);
      case "NSEC" -> replaced(entry, data, (at, words) -> at > 0 ? newType(words.get(at)) : null);
      case "NSEC3" -> replaced(entry, data, (at, words) -> at > 4 ? newType(words.get(at)) : null);
      case "DS", "CDS", "DLV" -> replaced(entry, data, Respelling::ofDigest);
      case "LOC" -> replaced(entry, data, Respelling::ofDirection);
      default -> null;
    };
  }

  /** Its number stands for a type that dnsjava does not know. */
  private static @Nullable String newType(EntryWord word) {
    String text = word.toString();
    return Type.value(text) < 0 && RecordType.isMnemonic(text)
        ? "TYPE" + RecordType.parse(text).code()
        : null;
  }

  /** An algorithm's mnemonic, and RFC 8078 section 4 as it was before its erratum. */
  private static @Nullable String ofDigest(int at, List<EntryWord> data) {
    String text = data.get(at).toString();
    if (at == 1 && !text.matches("[0-9]+")) {
      int algorithm = DNSSEC.Algorithm.value(text);
      return algorithm < 0 ? null : Integer.toString(algorithm);
    }
    return at == 3 && at == data.size() - 1 && text.equals("0") ? "00" : null;
  }

  /** RFC 1876 section 3: minutes and seconds may be left out. */
  private static @Nullable String ofDirection(int at, List<EntryWord> data) {
    if (!isDirection(data.get(at))) {
      return null;
    }
    int numbers = 0;
    while (numbers < at && !isDirection(data.get(at - 1 - numbers))) {
      numbers++;
    }
    String missing = numbers == 1 ? "0 0 " : numbers == 2 ? "0 " : "";
    return missing.isEmpty() ? null : missing + data.get(at);
  }

  private static boolean isDirection(EntryWord word) {
    return word.toString().matches("[NSEWnsew]");
  }

  private static byte @Nullable [] replaced(MasterEntries entry, List<EntryWord> data, Rule rule) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int copied = entry.start();
    for (int at = 0; at < data.size(); at++) {
      String instead = rule.instead(at, data);
      if (instead != null) {
        EntryWord word = data.get(at);
        out.write(entry.text(), copied, word.start() - copied);
        out.writeBytes(instead.getBytes(StandardCharsets.ISO_8859_1));
        copied = word.end();
      }
    }
    if (copied == entry.start()) {
      return null;
    }
    out.write(entry.text(), copied, entry.end() - copied);
    return out.toByteArray();
  }
}
