package dev.leeward.agreement;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Octets of ballots and ledger entries, big-endian; texts and lists carry their length. Owned by
 * one call.
 */
final class Writer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  Writer octet(int value) {
    out.write(value);
    return this;
  }

  Writer flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  Writer count(int value) {
    return octet(value >>> 24).octet(value >>> 16).octet(value >>> 8).octet(value);
  }

  Writer number(long value) {
    return count((int) (value >>> 32)).count((int) value);
  }

  Writer octets(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  Writer block(byte[] value) {
    return count(value.length).octets(value);
  }

  Writer text(String value) {
    return block(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] written() {
    return out.toByteArray();
  }
}
