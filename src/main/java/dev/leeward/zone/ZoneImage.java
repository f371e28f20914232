package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A zone's records as octets, for keeping a copy that needs none of its files: magic, content
 * digest, origin, then owner by owner its RRsets, and a checksum over all of it. Names stand in
 * uncompressed wire form behind their length.
 */
public final class ZoneImage {
  private static final int MAGIC = 0x4C575A31; // LWZ1

  private ZoneImage() {}

  public static void write(Zone zone, OutputStream target) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(target), new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeInt(MAGIC);
    out.writeLong(zone.contentDigest());
    write(zone.origin(), out);
    switch (zone) {
      case CompiledZone compiled -> compiled.writeOwners(out);
    }
    out.writeByte(0);
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void write(Name name, DataOutputStream out) throws IOException {
    out.writeByte(name.wireLength());
    out.write(name.wire());
  }

  /**
   * The content digest of the zone in the image, whose records are not read.
   *
   * @param length of the whole image in octets
   * @throws IOException when it is no image, or damaged
   */
  public static long contentDigest(InputStream source, long length) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(source), new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    readMagic(in);
    long digest = in.readLong();
    in.skipNBytes(length - Integer.BYTES - Long.BYTES - Long.BYTES);
    readChecksum(in, checked);
    return digest;
  }

  /**
   * The zone in the image, as if its file had been read.
   *
   * @param file what the records' places are said to be
   * @throws IOException when it is damaged, or another zone's
   */
  public static ParsedZone read(Name origin, Path file, InputStream source) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(source), new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    DefectList defects = new DefectList();
    ZoneDraft draft = new ZoneDraft(origin, defects);
    try {
      readMagic(in);
      in.readLong();
      if (!readName(in, in.readUnsignedByte()).equals(origin)) {
        throw new IOException("it is the copy of another zone than " + origin);
      }
      FileLine where = new FileLine(file, 0);
      for (int length = in.readUnsignedByte(); length != 0; length = in.readUnsignedByte()) {
        readNode(in, readName(in, length), where, draft);
      }
      readChecksum(in, checked);
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new IOException("it is damaged: it is cut off", e);
    }
    ZoneData data = draft.finish(file);
    return new ParsedZone(data.has(origin, RecordType.SOA) ? data : null, defects.inOrder());
  }

  private static void readChecksum(DataInputStream in, CheckedInputStream checked)
      throws IOException {
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum) {
      throw new IOException("it is damaged: its checksum does not fit");
    }
  }

  private static void readMagic(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("it is no copy of a zone");
    }
  }

  private static Name readName(DataInputStream in, int length) throws IOException {
    byte[] wire = new byte[length];
    in.readFully(wire);
    return Name.ofWire(wire, 0);
  }

  private static void readNode(DataInputStream in, Name owner, FileLine where, ZoneDraft draft)
      throws IOException {
    for (int sets = in.readUnsignedShort(); sets > 0; sets--) {
      RecordType type = new RecordType(in.readUnsignedShort());
      long ttl = in.readInt();
      for (int records = in.readInt(); records > 0; records--) {
        byte[] data = new byte[in.readUnsignedShort()];
        in.readFully(data);
        draft.add(new ParsedRecord(owner, type, ttl, new Rdata(data), where));
      }
    }
  }
}
