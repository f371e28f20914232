package dev.leeward.zone;

import dev.leeward.dns.Rdata;
import java.util.Set;
import java.util.TreeSet;

/** The keys of an SVCB or HTTPS record's parameters (RFC 9460 section 2.2). Immutable. */
record ServiceParameters(Set<Integer> keys) {
  private static final int ALPN = 1;
  private static final int NO_DEFAULT_ALPN = 2;

  static ServiceParameters of(Rdata data) {
    Set<Integer> keys = new TreeSet<>();
    int at = Short.BYTES + data.nameAt(Short.BYTES).wireLength();
    while (at + 2 * Short.BYTES <= data.length()) {
      keys.add(shortAt(data, at));
      at += 2 * Short.BYTES + shortAt(data, at + Short.BYTES);
    }
    return new ServiceParameters(keys);
  }

  private static int shortAt(Rdata data, int at) {
    return (data.octetAt(at) & 0xFF) << 8 | data.octetAt(at + 1) & 0xFF;
  }

  boolean hasAny() {
    return !keys.isEmpty();
  }

  /** RFC 9460 section 7.1.1: without the default protocol others must be named. */
  boolean isConsistent() {
    return !keys.contains(NO_DEFAULT_ALPN) || keys.contains(ALPN);
  }
}
