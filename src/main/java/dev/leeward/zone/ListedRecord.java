package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;

/**
 * A record as a configuration lists it, without owner and TTL: {@code CNAME lb.example.net.} Only
 * of types that point at an address or a host.
 */
public record ListedRecord(RecordType type, Rdata data) {
  private static final Set<RecordType> TYPES =
      Set.of(RecordType.A, RecordType.AAAA, RecordType.CNAME, RecordType.MX, RecordType.SRV);

  /**
   * Names are absolute with or without the last dot.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static ListedRecord parse(String text) {
    String[] words = text.strip().split("\\s+", 2);
    RecordType type = RecordType.parse(words[0]);
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" points at no address and no host that could be probed");
    }
    try {
      Record record =
          Record.fromString(
              org.xbill.DNS.Name.root,
              type.code(),
              DClass.IN,
              0,
              words.length < 2 ? "" : words[1],
              org.xbill.DNS.Name.root);
      Rdata data = new RecordTranslation().translate(record, new FileLine(Path.of(""), 0)).data();
      return checked(text, new ListedRecord(type, data));
    } catch (IOException e) {
      throw new IllegalArgumentException("\"" + text + "\": " + SyntaxRemedy.of(e).what(), e);
    }
  }

  /** RFC 2782, RFC 7505: a target of "." says that there is no host. */
  private static ListedRecord checked(String text, ListedRecord record) {
    Name host = HostData.hostOf(record.type, record.data);
    if (host != null && host.isRoot()) {
      throw new IllegalArgumentException("\"" + text + "\" points at no host");
    }
    return record;
  }
}
