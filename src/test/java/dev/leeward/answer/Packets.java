package dev.leeward.answer;

import dev.leeward.dns.Name;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Queries in octets, spelled out so that they can be wrong in every way. */
final class Packets {
  private static final int[] UDP_SIZES = {0, 512, 513, 600, 1232, 4096, 65535};

  private Packets() {}

  /** Without EDNS. */
  static byte[] plain(Name name, int type) {
    return plain(name, type, 1);
  }

  static byte[] plain(Name name, int type, int recordClass) {
    ByteBuffer packet = ByteBuffer.allocate(12 + name.wireLength() + 4);
    packet.putShort((short) 0x1234).putShort((short) 0).putShort((short) 1).putInt(0);
    packet.putShort((short) 0).put(name.wire());
    packet.putShort((short) type).putShort((short) recordClass);
    return packet.array();
  }

  /** With an OPT record that holds these options. */
  static byte[] withOpt(byte[] packet, int udpSize, int flags, byte[] options) {
    ByteBuffer longer = ByteBuffer.allocate(packet.length + 11 + options.length).put(packet);
    longer.putShort(10, (short) 1);
    longer.put((byte) 0).putShort((short) 41).putShort((short) udpSize).putInt(flags);
    return longer.putShort((short) options.length).put(options).array();
  }

  static byte[] option(int code, byte[] octets) {
    ByteBuffer option = ByteBuffer.allocate(4 + octets.length);
    return option.putShort((short) code).putShort((short) octets.length).put(octets).array();
  }

  static byte[] octets(int count, RandomGenerator random) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** The name with some of its letters in upper case. */
  static Name respelled(Name name, RandomGenerator random) {
    byte[] wire = name.wire();
    for (int at = 0; at < wire.length; at++) {
      if (wire[at] >= 'a' && wire[at] <= 'z' && random.nextBoolean()) {
        wire[at] -= 32;
      }
    }
    return Name.ofWire(wire, 0);
  }

  /** The question as somebody might ask it: most often sanely, now and then not. */
  static byte[] anyForm(Name name, int type, RandomGenerator random) {
    Name spelled = random.nextInt(3) == 0 ? respelled(name, random) : name;
    byte[] packet = plain(spelled, type, random.nextInt(60) == 0 ? random.nextInt(5) : 1);
    packet[0] = (byte) random.nextInt();
    packet[2] = (byte) random.nextInt(2);
    packet[3] = (byte) (random.nextInt(8) << 4);
    if (random.nextInt(3) > 0) {
      byte[] options = new byte[0];
      for (int more = random.nextInt(3); more > 0; more--) {
        options = join(options, anyOption(random));
      }
      int flags = random.nextInt(3) == 0 ? 0x8000 : 0;
      flags |= random.nextInt(60) == 0 ? 1 << 16 : 0;
      packet = withOpt(packet, UDP_SIZES[random.nextInt(UDP_SIZES.length)], flags, options);
    }
    return random.nextInt(40) == 0 ? damaged(packet, random) : packet;
  }

  private static byte[] anyOption(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 -> option(random.nextInt(20), octets(random.nextInt(9), random));
      case 1 -> option(8, octets(8, random));
      case 2 -> option(10, octets(random.nextInt(42), random));
      case 3 -> option(10, octets(24, random));
      case 4 -> option(12, new byte[random.nextInt(64)]);
      default -> option(10, octets(8, random));
    };
  }

  private static byte[] damaged(byte[] packet, RandomGenerator random) {
    byte[] other = Arrays.copyOf(packet, packet.length - 1 + random.nextInt(3));
    other[random.nextInt(other.length)] = (byte) random.nextInt();
    return other;
  }
}
