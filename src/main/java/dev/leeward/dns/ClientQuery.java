package dev.leeward.dns;

import java.nio.ByteBuffer;

/**
 * A query that this process asks others, as it is on the wire (RFC 1035 section 4.1), with EDNS so
 * that answers may be large.
 *
 * @param id random: what does not carry it is not the answer
 */
public record ClientQuery(int id, boolean recursionDesired, Name name, RecordType type) {
  /** What the query's EDNS says that this can take, in octets. */
  public static final int PAYLOAD = 1232;

  private static final int HEADER = 12;
  private static final int QTYPE_AND_CLASS = 4;
  private static final int OPT_RECORD = 11;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RESPONSE = 0x8000;
  private static final int CLASS_IN = 1;

  public byte[] wire() {
    ByteBuffer out = ByteBuffer.allocate(end() + OPT_RECORD);
    out.putShort((short) id).putShort((short) (recursionDesired ? RECURSION_DESIRED : 0));
    out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 1);
    out.put(name.wire()).putShort((short) type.code()).putShort((short) CLASS_IN);
    out.put((byte) 0).putShort((short) RecordType.OPT.code()).putShort((short) PAYLOAD);
    return out.putInt(0).putShort((short) 0).array();
  }

  /** Where the question ends, in the query and in its answer. */
  public int end() {
    return HEADER + name.wireLength() + QTYPE_AND_CLASS;
  }

  /** Whether it is a response with this identifier and, unless it is an error, this question. */
  public boolean isAnsweredBy(byte[] message) {
    if (message.length < HEADER) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    boolean mine = (in.getShort(0) & 0xFFFF) == id && (in.getShort(2) & RESPONSE) != 0;
    // Servers that understand too little answer without the question (RFC 1035 section 4.1.1).
    boolean bare = in.getShort(4) == 0 && (in.getShort(2) & 0xF) != 0;
    return mine && (bare || repeatsQuestion(in));
  }

  private boolean repeatsQuestion(ByteBuffer in) {
    if (in.getShort(4) != 1 || in.capacity() < end()) {
      return false;
    }
    try {
      return Name.ofWire(in.array(), HEADER).equals(name)
          && (in.getShort(end() - QTYPE_AND_CLASS) & 0xFFFF) == type.code();
    } catch (IllegalArgumentException | IndexOutOfBoundsException noName) {
      return false;
    }
  }
}
