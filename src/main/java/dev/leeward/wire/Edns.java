package dev.leeward.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OPT record of a query (RFC 6891 section 6.1).
 *
 * @param udpSize as sent, not yet raised to 512
 */
public record Edns(int udpSize, int version, boolean dnssecOk, List<EdnsOption> options) {
  public Edns {
    options = List.copyOf(options);
  }

  /** The first option with that code, or null. */
  public @Nullable EdnsOption option(int code) {
    for (EdnsOption option : options) {
      if (option.code() == code) {
        return option;
      }
    }
    return null;
  }
}
