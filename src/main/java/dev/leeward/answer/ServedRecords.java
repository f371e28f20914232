package dev.leeward.answer;

import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.Steering;
import dev.leeward.zone.Node;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a node has now: for a steered name what the steering lets through, for any other what the
 * zone file says.
 */
record ServedRecords(Steering steering) {
  @Nullable RRset rrset(Node node, RecordType type) {
    return node.isSteered() ? steering.at(node.steeredIndex()).rrset(type) : node.rrset(type);
  }

  Collection<RRset> all(Node node) {
    return node.isSteered() ? steering.at(node.steeredIndex()).rrsets().values() : node.rrsets();
  }

  /** Why it is not all that the zone file says; null when it is. */
  @Nullable String explanation(Node node) {
    return node.isSteered() ? steering.at(node.steeredIndex()).explanation() : null;
  }

  /**
   * How long it may be believed that the type is missing: as the zone says, shorter when it is only
   * withdrawn.
   */
  long negativeTtl(Node node, RecordType type, long zoneNegativeTtl) {
    boolean withdrawn = node.isSteered() && node.rrset(type) != null;
    return withdrawn
        ? Math.min(zoneNegativeTtl, steering.at(node.steeredIndex()).negativeTtl())
        : zoneNegativeTtl;
  }
}
