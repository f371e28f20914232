package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the owners of a zone and what they have, from octets to octets: a copy of a large zone
 * leaves nothing to collect. Owned by one call.
 */
final class ImageWriter {
  private final NameIndex names;
  private final PackedEntries entries;
  private final ByteArrayOutputStream row = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(row);
  private final byte[] name = new byte[Name.MAX_WIRE_LENGTH];
  private byte[] data = new byte[512];

  ImageWriter(NameIndex names, PackedEntries entries) {
    this.names = names;
    this.entries = entries;
  }

  void write(OutputStream target) throws IOException {
    for (int number = 0; number < entries.size(); number++) {
      if ((entries.flags(number) & PackedEntries.HAS_RECORDS) != 0) {
        row.reset();
        writeOwner(number);
        row.writeTo(target);
      }
    }
  }

  private void writeOwner(int number) throws IOException {
    int length = names.copyName(number, name);
    out.writeByte(length);
    out.write(name, 0, length);
    int end = entries.end(number);
    int sets = 0;
    for (OctetReader each = entries.rrsets(number); each.at() != end; sets++) {
      each.readVarint();
      each.skip(each.readVarint());
    }
    out.writeShort(sets);
    for (OctetReader each = entries.rrsets(number); each.at() != end; ) {
      writeRRset(each);
    }
  }

  private void writeRRset(OctetReader in) throws IOException {
    out.writeShort(in.readVarint());
    int length = in.readVarint();
    int end = in.at() + length;
    out.writeInt(in.readVarint());
    int first = in.at();
    int records = 0;
    for (; in.at() != end; records++) {
      in.skip(in.readVarint());
    }
    out.writeInt(records);
    in.skip(first - end);
    while (in.at() != end) {
      writeRecord(in);
    }
  }

  private void writeRecord(OctetReader in) throws IOException {
    int length = in.readVarint();
    if (length > data.length) {
      data = new byte[Math.max(length, 2 * data.length)];
    }
    in.copy(length, data);
    out.writeShort(length);
    out.write(data, 0, length);
  }
}
