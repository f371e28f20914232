package dev.leeward.answer;

import dev.leeward.serving.CookieSecret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 64 bits of output, the hash of RFC 9018 section 4.4. Owned by one thread, which
 * hashes one thing after the other with it.
 */
final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORD_OCTETS = 8;

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /** The hash of the first {@code length} octets; its lowest octet goes first on the wire. */
  long of(CookieSecret secret, byte[] octets, int length) {
    begin(secret);
    int at = 0;
    for (; at + WORD_OCTETS <= length; at += WORD_OCTETS) {
      word((long) WORD.get(octets, at));
    }
    long last = (long) length << 56;
    for (int i = 0; at + i < length; i++) {
      last |= (octets[at + i] & 0xFFL) << 8 * i;
    }
    word(last);
    return finish();
  }

  private void begin(CookieSecret secret) {
    v0 = secret.first() ^ 0x736f6d6570736575L;
    v1 = secret.second() ^ 0x646f72616e646f6dL;
    v2 = secret.first() ^ 0x6c7967656e657261L;
    v3 = secret.second() ^ 0x7465646279746573L;
  }

  private void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long finish() {
    v2 ^= 0xFF;
    for (int i = 0; i < 4; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
