package dev.leeward.failover;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.zone.ListedRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is served of one RRset at a service's name: the zone's records or the listed ones, without
 * those that are withdrawn, and when no region is served those that {@code when-all-down} lists.
 */
final class SteeredRecords {
  private SteeredRecords() {}

  /**
   * Null when no record is left. TTLs are capped, never raised above the zone's; those of listed
   * records are that of the RRset that they replace.
   */
  static @Nullable RRset of(RRset rrset, ServiceState state) {
    Set<Rdata> served = new LinkedHashSet<>();
    if (state.selection().reason() == Selection.Reason.REPLACED) {
      served.addAll(replacing(rrset, state));
    }
    // A CNAME is alone at its name (RFC 2181 section 10.1).
    if (served.isEmpty() || !rrset.type().equals(RecordType.CNAME)) {
      served.addAll(ofRegions(rrset, state));
    }
    return served.isEmpty()
        ? null
        : new RRset(
            rrset.owner(),
            rrset.type(),
            Math.min(rrset.ttl(), state.ttlCap()),
            List.copyOf(served));
  }

  private static List<Rdata> replacing(RRset rrset, ServiceState state) {
    return state.plan().service().listed().whenAllDown().stream()
        .filter(listed -> listed.type().equals(rrset.type()))
        .map(ListedRecord::data)
        .toList();
  }

  private static List<Rdata> ofRegions(RRset rrset, ServiceState state) {
    ListedRecords listed = state.plan().service().listed();
    List<ServiceRecord> steered =
        state.plan().recordsAt(rrset.owner()).stream()
            .filter(record -> record.type().equals(rrset.type()))
            .toList();
    if (listed.types().contains(rrset.type())) {
      return steered.stream().filter(state.selection()::serves).map(ServiceRecord::data).toList();
    }
    List<Rdata> hidden =
        steered.stream()
            .filter(record -> !state.selection().serves(record))
            .map(ServiceRecord::data)
            .toList();
    return rrset.records().stream().filter(data -> !hidden.contains(data)).toList();
  }
}
