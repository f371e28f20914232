package dev.leeward.cluster;

import org.jspecify.annotations.Nullable;

/** What a frame on the peer link is. */
enum FrameKind {
  /** The first frame of each side. */
  HELLO(1),
  /** Says only that the sender and the way from it still live. */
  PING(2),
  BALLOT(3),
  LEDGER(4),
  TUNNEL(5),
  /** Beside the ledger: what the instances tell each other that decides nothing. */
  NOTICE(6);

  private final byte code;

  FrameKind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static @Nullable FrameKind ofCode(byte code) {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }

  static FrameKind carrying(LinkChannel channel) {
    return switch (channel) {
      case BALLOTS -> BALLOT;
      case LEDGER -> LEDGER;
      case TUNNEL -> TUNNEL;
    };
  }
}
