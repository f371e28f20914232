package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decisions and overrides by key, immutable. Merging is a join: order, repetition and delay of
 * entries make no difference.
 */
public final class Ledger {
  public static final Ledger EMPTY = new Ledger(new TreeMap<>());

  private final SortedMap<String, LedgerEntry> entries;
  private final List<OverrideEntry> overrides;
  private final Digest digest;

  private Ledger(SortedMap<String, LedgerEntry> entries) {
    this.entries = Collections.unmodifiableSortedMap(entries);
    this.overrides = overridesAmong(entries.values());
    List<String> lines = new ArrayList<>();
    entries.forEach((key, entry) -> lines.add(key + " " + entry.digest()));
    this.digest = Digest.ofLines(lines);
  }

  private static List<OverrideEntry> overridesAmong(Collection<LedgerEntry> entries) {
    List<OverrideEntry> overrides = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry instanceof LedgerEntry.Overridden overridden) {
        overrides.add(overridden.override());
      }
    }
    return List.copyOf(overrides);
  }

  /** With the entry in it, unless it holds that or a newer one: then this very ledger. */
  public Ledger merge(LedgerEntry entry) {
    return mergeAll(List.of(entry));
  }

  /** In one step: hundreds of services change together when a region dies. */
  public Ledger mergeAll(Collection<? extends LedgerEntry> others) {
    SortedMap<String, LedgerEntry> merged = new TreeMap<>(entries);
    boolean changed = false;
    for (LedgerEntry entry : others) {
      LedgerEntry known = merged.get(entry.key());
      if (known == null || entry.supersedes(known)) {
        merged.put(entry.key(), entry);
        changed = true;
      }
    }
    return changed ? new Ledger(merged) : this;
  }

  public boolean wouldChangeBy(LedgerEntry entry) {
    LedgerEntry known = entries.get(entry.key());
    return known == null || entry.supersedes(known);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public Collection<LedgerEntry> entries() {
    return entries.values();
  }

  public @Nullable LedgerEntry entry(String key) {
    return entries.get(key);
  }

  /** The standing decision of a service, the initial one when none was made. */
  public Decision decision(String service) {
    return decided(service)
        .map(LedgerEntry.Decided::decision)
        .orElseGet(() -> Decision.initial(service));
  }

  public Optional<LedgerEntry.Decided> decided(String service) {
    return Optional.ofNullable((LedgerEntry.Decided) entries.get(LedgerEntry.Decided.key(service)));
  }

  /** All overrides, released and expired ones too. */
  public List<OverrideEntry> overrides() {
    return overrides;
  }

  public Overrides overridesInForce(long wallMillis) {
    return overrides.isEmpty()
        ? Overrides.NONE
        : new Overrides(
            overrides.stream().filter(override -> override.isInForce(wallMillis)).toList());
  }

  /** Covers what was decided, not the certificates: two quorums of ballots may prove the same. */
  public Digest digest() {
    return digest;
  }
}
