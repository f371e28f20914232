package dev.leeward.agreement;

import dev.leeward.agreement.OverrideEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What operators have forced and is in force at one moment. Immutable. */
public record Overrides(List<OverrideEntry> inForce) {
  public static final Overrides NONE = new Overrides(List.of());

  public Overrides {
    inForce = List.copyOf(inForce);
  }

  /** With one entry more, in place of the one that it would replace. */
  public Overrides and(OverrideEntry entry) {
    List<OverrideEntry> all = new ArrayList<>(inForce);
    all.removeIf(each -> each.key().equals(entry.key()));
    all.add(entry);
    return new Overrides(all);
  }

  public boolean isDrained(String region, String service) {
    return of(Kind.DRAIN, service).anyMatch(each -> region.equals(each.region()));
  }

  /** Whether a drill that changes answers takes the region for down. */
  public boolean isDrilled(String region, String service) {
    return of(Kind.DRILL, service).anyMatch(each -> region.equals(each.region()));
  }

  /** The drill that runs, shadow or not. */
  public Optional<OverrideEntry> drill() {
    return inForce.stream().filter(each -> each.kind().isDrill()).findFirst();
  }

  public Overrides withoutDrill() {
    return drill().isEmpty()
        ? this
        : new Overrides(inForce.stream().filter(each -> !each.kind().isDrill()).toList());
  }

  /** The region that the service is pinned to. */
  public Optional<String> pin(String service) {
    return of(Kind.PIN, service).map(OverrideEntry::region).findFirst();
  }

  public boolean isFrozen() {
    return inForce.stream().anyMatch(each -> each.kind() == Kind.FREEZE);
  }

  /**
   * The term up to which an operator has released what went out; what went out later waits for the
   * next release. 0 for none.
   */
  public long releasedUpTo(String service) {
    return of(Kind.FAILBACK, service).mapToLong(OverrideEntry::term).max().orElse(0);
  }

  private Stream<OverrideEntry> of(Kind kind, String service) {
    return inForce.stream().filter(each -> each.kind() == kind && each.covers(service));
  }
}
