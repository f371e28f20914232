package dev.leeward.wire;

/** Opcodes whose messages are read beyond the header; all others are not implemented. */
public final class Opcode {
  public static final int QUERY = 0;

  /** RFC 1996. */
  public static final int NOTIFY = 4;

  /** RFC 2136. */
  public static final int UPDATE = 5;

  private Opcode() {}

  static boolean isRead(int opcode) {
    return opcode == QUERY || opcode == NOTIFY || opcode == UPDATE;
  }
}
