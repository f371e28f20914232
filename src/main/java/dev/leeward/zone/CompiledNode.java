package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Few types at each name: a row of them is searched faster than a map. Immutable. */
final class CompiledNode implements Node {
  private final Name owner;
  private final RRset[] rrsets;
  private final int steeredIndex;

  CompiledNode(Name owner, List<RRset> rrsets, int steeredIndex) {
    this.owner = owner;
    this.rrsets = rrsets.toArray(RRset[]::new);
    this.steeredIndex = steeredIndex;
  }

  @Override
  public Name owner() {
    return owner;
  }

  @Override
  public int steeredIndex() {
    return steeredIndex;
  }

  @Override
  public @Nullable RRset rrset(RecordType type) {
    int code = type.code();
    for (RRset rrset : rrsets) {
      if (rrset.type().code() == code) {
        return rrset;
      }
    }
    return null;
  }

  @Override
  public Collection<RRset> rrsets() {
    return List.of(rrsets);
  }

  @Override
  public String toString() {
    return owner + " " + rrsets();
  }
}
