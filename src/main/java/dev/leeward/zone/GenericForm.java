package dev.leeward.zone;

import dev.leeward.zone.TypeForms.TypeForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TTL;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Puts an entry that dnsjava would misread or refuse into the form of RFC 3597 section 5, which
 * dnsjava reads: types that are newer, and what of SVCB it gets wrong. Other spellings are mended.
 */
final class GenericForm {
  private GenericForm() {}

  /**
   * The entry's text as dnsjava should get it, or null when it should get what is written.
   *
   * @throws IOException saying what is wrong with the data
   */
  static byte @Nullable [] of(MasterEntries entry, Name origin) throws IOException {
    List<EntryWord> words = EntryWord.of(entry);
    int typeAt = typeAt(entry, words);
    if (typeAt < 0) {
      return null;
    }
    EntryWord typeWord = words.get(typeAt);
    List<EntryWord> data = words.subList(typeAt + 1, words.size());
    TypeForm form = TypeForms.of(typeWord.toString());
    if (form != null) {
      return isGeneric(data)
          ? renamed(entry, typeWord, form.code())
          : generic(entry, typeWord, form.code(), data(form, data, origin));
    }
    byte[] serviceBinding = serviceBinding(entry, typeWord, data, origin);
    return serviceBinding == null
        ? Respelling.of(typeWord.toString(), entry, data)
        : serviceBinding;
  }

  private static boolean isGeneric(List<EntryWord> data) {
    return !data.isEmpty() && data.getFirst().toString().equals("\\#");
  }

  private static byte @Nullable [] serviceBinding(
      MasterEntries entry, EntryWord typeWord, List<EntryWord> data, Name origin)
      throws IOException {
    int code = Type.value(typeWord.toString());
    boolean isServiceBinding = code == Type.SVCB || code == Type.HTTPS;
    return !isServiceBinding || isGeneric(data) || !SvcbForm.concerns(data)
        ? null
        : generic(entry, typeWord, code, SvcbForm.data(code, data, origin));
  }

  /** Behind the owner, the TTL and the class; -1 when there is no word left. */
  private static int typeAt(MasterEntries entry, List<EntryWord> words) {
    byte first = entry.text()[entry.start()];
    int at = first == ' ' || first == '\t' ? 0 : 1;
    for (int skipped = 0; skipped < 2 && at < words.size(); skipped++) {
      String word = words.get(at).toString();
      if (DClass.value(word) < 0 && !isTtl(word)) {
        break;
      }
      at++;
    }
    return at < words.size() && !words.get(at).quoted() ? at : -1;
  }

  private static boolean isTtl(String word) {
    try {
      TTL.parseTTL(word);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static byte[] data(TypeForm form, List<EntryWord> words, Name origin)
      throws TextParseException {
    DataWords reader = new DataWords(words, origin);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (DataField field : form.fields()) {
        field.read(reader, out);
      }
      if (!reader.isAtEnd()) {
        throw new TextParseException("more than its data: " + reader.next());
      }
    } catch (TextParseException e) {
      throw new TextParseException(form.mnemonic() + ": " + e.getMessage(), e);
    }
    return out.toByteArray();
  }

  private static byte[] generic(MasterEntries entry, EntryWord typeWord, int code, byte[] data) {
    String hex = HexFormat.of().formatHex(data);
    String rest = " \\# " + data.length + " " + hex + " )".repeat(Math.max(0, typeWord.depth()));
    return spliced(entry, typeWord, "TYPE" + code + rest + "\n", entry.end());
  }

  private static byte[] renamed(MasterEntries entry, EntryWord typeWord, int code) {
    return spliced(entry, typeWord, "TYPE" + code, typeWord.end());
  }

  /** The entry with {@code instead} from the word on up to {@code next}. */
  static byte[] spliced(MasterEntries entry, EntryWord word, String instead, int next) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(entry.text(), entry.start(), word.start() - entry.start());
    out.writeBytes(instead.getBytes(StandardCharsets.ISO_8859_1));
    out.write(entry.text(), next, entry.end() - next);
    return out.toByteArray();
  }
}
