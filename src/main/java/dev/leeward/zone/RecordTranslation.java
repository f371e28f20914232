package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * dnsjava's records in Leeward's words. Owned by one reading of a zone: owners and types that
 * repeat are one object.
 */
final class RecordTranslation {
  private static final int TYPE_CLASS_TTL_LENGTH = 10;

  private final Map<Integer, RecordType> types = new HashMap<>();
  private org.xbill.DNS.@Nullable Name lastOwner;
  private Name lastTranslated = Name.ROOT;

  ParsedRecord translate(Record rr, FileLine where) {
    Name owner = owner(rr.getName());
    byte[] wire = rr.toWire(Section.ANSWER);
    byte[] data = Arrays.copyOfRange(wire, owner.wireLength() + TYPE_CLASS_TTL_LENGTH, wire.length);
    long ttl = Math.min(rr.getTTL(), Integer.MAX_VALUE);
    return new ParsedRecord(owner, type(rr.getType()), ttl, new Rdata(data), where);
  }

  private Name owner(org.xbill.DNS.Name name) {
    if (!name.equals(lastOwner)) {
      lastTranslated = fromDnsjava(name);
      lastOwner = name;
    }
    return lastTranslated;
  }

  private RecordType type(int code) {
    return types.computeIfAbsent(code, RecordType::new);
  }

  static Name fromDnsjava(org.xbill.DNS.Name name) {
    return Name.ofWire(name.toWire(), 0);
  }

  static org.xbill.DNS.Name toDnsjava(Name name) {
    try {
      return new org.xbill.DNS.Name(name.wire());
    } catch (IOException e) {
      throw new IllegalStateException("dnsjava refuses the name " + name, e);
    }
  }
}
