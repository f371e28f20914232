package dev.leeward.zone;

import dev.leeward.dns.Rdata;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of an SVCB or HTTPS record's parameters (RFC 9460 section 2.2). Immutable.
 *
 * @param keys of all parameters
 * @param mandatory those without which a client must ignore the record (section 8)
 */
public record ServiceParameters(Set<Integer> keys, Set<Integer> mandatory) {
  public static final int IPV4_HINT = 4;
  public static final int IPV6_HINT = 6;

  private static final int MANDATORY = 0;
  private static final int ALPN = 1;
  private static final int NO_DEFAULT_ALPN = 2;

  public ServiceParameters {
    keys = Set.copyOf(keys);
    mandatory = Set.copyOf(mandatory);
  }

  /** Reads as far as the data is well formed. */
  public static ServiceParameters of(Rdata data) {
    Set<Integer> keys = new TreeSet<>();
    Set<Integer> mandatory = new TreeSet<>();
    int at = Short.BYTES + data.nameAt(Short.BYTES).wireLength();
    while (at + 2 * Short.BYTES <= data.length()) {
      int key = shortAt(data, at);
      int value = at + 2 * Short.BYTES;
      int end = value + shortAt(data, at + Short.BYTES);
      keys.add(key);
      for (; key == MANDATORY && value + Short.BYTES <= Math.min(end, data.length()); value += 2) {
        mandatory.add(shortAt(data, value));
      }
      at = end;
    }
    return new ServiceParameters(keys, mandatory);
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
