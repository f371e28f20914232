package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import org.jspecify.annotations.Nullable;

/** Record data that is a host name by which a service can be reached: CNAME, MX, SRV. */
public final class HostData {
  private HostData() {}

  /** The host that the data points at; null where the type points at none. */
  public static @Nullable Name hostOf(RecordType type, Rdata data) {
    int offset = offset(type);
    return offset < 0 ? null : data.nameAt(offset);
  }

  /** The data as it is written, its host in lower case: {@code 10 mail.example.net.} */
  public static String text(RecordType type, Rdata data) {
    StringBuilder text = new StringBuilder();
    int offset = offset(type);
    for (int at = 0; at < offset; at += 2) {
      text.append((data.octetAt(at) & 0xFF) << 8 | data.octetAt(at + 1) & 0xFF).append(' ');
    }
    return text.append(data.nameAt(offset).toLowerCase()).toString();
  }

  private static int offset(RecordType type) {
    return switch (type.code()) {
      case 5 -> 0; // CNAME
      case 15 -> 2; // MX: preference
      case 33 -> 6; // SRV: priority, weight, port
      default -> -1;
    };
  }
}
