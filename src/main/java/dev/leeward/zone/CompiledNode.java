package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A look at one entry of a zone, which makes RRsets from its octets when asked for. Immutable.
 *
 * @param number of the name
 */
record CompiledNode(PackedEntries entries, int number, Name owner) implements Node {
  @Override
  public int steeredIndex() {
    return entries.steeredIndex(number);
  }

  @Override
  public @Nullable RRset rrset(RecordType type) {
    return entries.rrset(number, owner, type);
  }

  @Override
  public Collection<RRset> rrsets() {
    return entries.rrsets(number, owner);
  }

  @Override
  public String toString() {
    return owner + " " + rrsets();
  }
}
