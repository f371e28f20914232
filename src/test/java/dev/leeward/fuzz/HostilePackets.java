package dev.leeward.fuzz;

import dev.leeward.dns.Name;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Queries as clients send them and as nobody should: every field right most of the time and wrong
 * some of the time, then octets changed, cut off and added. The same seed gives the same packets.
 * Owned by one run.
 */
public final class HostilePackets {
  private static final int LONGEST = 4096;
  private static final int[] TYPES = {
    1, 2, 5, 6, 12, 15, 16, 28, 33, 39, 41, 43, 46, 47, 64, 65, 249, 250, 251, 252, 255, 257, 65280
  };
  private static final int[] CLASSES = {0, 3, 4, 254, 255, 256, 65535};
  private static final int[] SIZES = {0, 1, 511, 512, 513, 1232, 1400, 4096, 65535};

  private final Random random;
  private final List<Name> names;
  private final ByteBuffer packet = ByteBuffer.allocate(2 * LONGEST);
  private byte[] previous = new byte[0];

  /**
   * @param names some of them are asked for, or names below and above them
   */
  public HostilePackets(long seed, List<Name> names) {
    this.random = new Random(seed);
    this.names = List.copyOf(names);
  }

  public byte[] next() {
    packet.clear();
    if (oneIn(50)) {
      randomOctets(random.nextInt(200));
    } else {
      message();
    }
    byte[] octets = Arrays.copyOf(packet.array(), packet.position());
    if (oneIn(3)) {
      octets = damaged(octets);
    }
    previous = octets;
    return octets;
  }

  private void message() {
    int questions = oneIn(20) ? random.nextInt(3) : 1;
    int records = oneIn(3) ? random.nextInt(4) : 0;
    boolean hasOpt = random.nextBoolean();
    packet.putShort((short) random.nextInt());
    packet.putShort((short) flags());
    packet.putShort((short) (oneIn(40) ? random.nextInt() : questions));
    int[] counts = new int[3];
    for (int i = 0; i < records; i++) {
      counts[random.nextInt(3)]++;
    }
    counts[2] += hasOpt ? 1 : 0;
    for (int count : counts) {
      packet.putShort((short) (oneIn(40) ? random.nextInt(4) : count));
    }
    for (int i = 0; i < questions; i++) {
      name();
      packet.putShort((short) type());
      packet.putShort((short) recordClass());
    }
    for (int i = 0; i < records; i++) {
      record();
    }
    if (hasOpt) {
      opt();
    }
    if (oneIn(30)) {
      randomOctets(random.nextInt(30));
    }
  }

  /** A query mostly; other opcodes, flags and, rarely, a response. */
  private int flags() {
    int flags = random.nextBoolean() ? 0 : 0x0100;
    if (oneIn(8)) {
      flags |= random.nextInt(0x8000);
    }
    return oneIn(30) ? flags | 0x8000 : flags;
  }

  private int type() {
    return oneIn(6) ? random.nextInt(65536) : TYPES[random.nextInt(TYPES.length)];
  }

  private int recordClass() {
    return oneIn(8) ? CLASSES[random.nextInt(CLASSES.length)] : 1;
  }

  private void name() {
    for (int labels = oneIn(3) ? random.nextInt(oneIn(50) ? 128 : 4) : 0; labels > 0; labels--) {
      label();
    }
    if (oneIn(40)) {
      brokenEnd();
      return;
    }
    Name name = names.get(random.nextInt(names.size()));
    byte[] wire = name.lastLabels(Math.max(0, name.labelCount() - random.nextInt(3))).wire();
    if (oneIn(4)) {
      changeCase(wire);
    }
    packet.put(wire);
  }

  private void label() {
    int length = oneIn(20) ? 63 : 1 + random.nextInt(5);
    packet.put((byte) length);
    for (int i = 0; i < length; i++) {
      packet.put((byte) (oneIn(20) ? random.nextInt(256) : oneIn(9) ? '*' : 'a' + i % 26));
    }
  }

  /** Compression pointers, label types that do not exist, and no end at all. */
  private void brokenEnd() {
    switch (random.nextInt(3)) {
      case 0 -> packet.putShort((short) (0xC000 | random.nextInt(64)));
      case 1 -> packet.put((byte) (64 + random.nextInt(128)));
      default -> label();
    }
  }

  /** In a wire form a length octet is never a letter: it is at most 63. */
  private void changeCase(byte[] wire) {
    for (int i = 0; i < wire.length; i++) {
      boolean isLetter = (wire[i] | 0x20) >= 'a' && (wire[i] | 0x20) <= 'z';
      if (isLetter && random.nextBoolean()) {
        wire[i] ^= 0x20;
      }
    }
  }

  private void record() {
    if (oneIn(3)) {
      packet.putShort((short) 0xC00C);
    } else {
      name();
    }
    packet.putShort((short) type());
    packet.putShort((short) recordClass());
    packet.putInt(random.nextInt());
    data(random.nextInt(oneIn(10) ? 300 : 40));
  }

  private void opt() {
    if (oneIn(40)) {
      name();
    } else {
      packet.put((byte) 0);
    }
    packet.putShort((short) 41);
    packet.putShort((short) SIZES[random.nextInt(SIZES.length)]);
    packet.put((byte) (oneIn(20) ? random.nextInt(256) : 0));
    packet.put((byte) (oneIn(20) ? random.nextInt(256) : 0));
    packet.putShort((short) (oneIn(10) ? random.nextInt() : random.nextBoolean() ? 0x8000 : 0));
    int lengthAt = packet.position();
    packet.putShort((short) 0);
    for (int options = random.nextInt(4); options > 0; options--) {
      packet.putShort((short) random.nextInt(oneIn(9) ? 65536 : 22));
      data(oneIn(2) ? new int[] {0, 8, 16, 24, 40}[random.nextInt(5)] : random.nextInt(50));
    }
    int length = packet.position() - lengthAt - 2;
    packet.putShort(lengthAt, (short) (oneIn(40) ? random.nextInt(600) : length));
  }

  private void data(int length) {
    packet.putShort((short) (oneIn(40) ? random.nextInt() : length));
    randomOctets(length);
  }

  private void randomOctets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    packet.put(octets);
  }

  private byte[] damaged(byte[] octets) {
    byte[] damaged =
        switch (random.nextInt(4)) {
          case 0 -> Arrays.copyOf(octets, random.nextInt(octets.length + 1));
          case 1 -> Arrays.copyOf(octets, octets.length + random.nextInt(20));
          case 2 -> spliced(octets);
          default -> octets;
        };
    for (int i = damaged.length == 0 ? 0 : random.nextInt(4); i > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  /** Its beginning, and the end of the packet before. */
  private byte[] spliced(byte[] octets) {
    int kept = random.nextInt(octets.length + 1);
    int from = random.nextInt(previous.length + 1);
    byte[] spliced = Arrays.copyOf(octets, kept + previous.length - from);
    System.arraycopy(previous, from, spliced, kept, previous.length - from);
    return spliced;
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }
}
