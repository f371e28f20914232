package dev.leeward.cluster;

import org.jspecify.annotations.Nullable;

/** The two connections of a pair: a ballot never waits behind a large ledger. */
public enum LinkChannel {
  BALLOTS(1, 1 << 20),
  LEDGER(2, 16 << 20);

  private final int code;
  private final int largestOctets;

  LinkChannel(int code, int largestOctets) {
    this.code = code;
    this.largestOctets = largestOctets;
  }

  int code() {
    return code;
  }

  /** The largest content of one frame; more closes the connection. */
  public int largestOctets() {
    return largestOctets;
  }

  static @Nullable LinkChannel ofCode(int code) {
    for (LinkChannel channel : values()) {
      if (channel.code == code) {
        return channel;
      }
    }
    return null;
  }
}
