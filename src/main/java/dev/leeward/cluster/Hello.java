package dev.leeward.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What each side says first. A newer version may append to it: what follows the name is not read.
 *
 * @param channel as a code, because a newer version may know others
 */
record Hello(int version, int channel, String cluster, String instance) {
  static final int VERSION = 1;
  static final int LARGEST_OCTETS = 1024;

  byte[] write() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(octets)) {
      out.writeByte(version);
      out.writeByte(channel);
      out.writeUTF(cluster);
      out.writeUTF(instance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets.toByteArray();
  }

  /** Null when it is none. */
  static @Nullable Hello read(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return new Hello(in.readUnsignedByte(), in.readUnsignedByte(), in.readUTF(), in.readUTF());
    } catch (IOException malformed) {
      return null;
    }
  }
}
