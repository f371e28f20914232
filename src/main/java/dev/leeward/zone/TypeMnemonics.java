package dev.leeward.zone;

import dev.leeward.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** Mnemonics within data that dnsjava does not know: {@code TYPE261} stands for them. */
final class TypeMnemonics {
  private TypeMnemonics() {}

  /** The entry with those among the words from one place to another replaced; null for none. */
  static byte @Nullable [] replaced(MasterEntries entry, List<EntryWord> data, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int copied = entry.start();
    for (EntryWord word : data.subList(Math.min(from, data.size()), Math.min(to, data.size()))) {
      if (isNew(word.toString())) {
        out.write(entry.text(), copied, word.start() - copied);
        String instead = "TYPE" + RecordType.parse(word.toString()).code();
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

  private static boolean isNew(String word) {
    return Type.value(word) < 0 && RecordType.isMnemonic(word);
  }
}
