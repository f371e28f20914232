package dev.leeward.availability;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this instance itself served in the last while: what the agreed decisions allow. Owned by the
 * observatory's thread.
 */
final class ServedLately {
  private final List<Held> held = new ArrayList<>();

  /** In force from then until the next one is. */
  private record Held(Steering steering, Map<Name, SteeredName> names, long sinceNanos) {}

  /**
   * @param keptNanos how far back it is asked about
   */
  void look(Steering now, long nanos, long keptNanos) {
    if (held.isEmpty() || held.getLast().steering() != now) {
      Map<Name, SteeredName> names = new HashMap<>();
      now.names().forEach(name -> names.put(name.owner(), name));
      held.add(new Held(now, names, nanos));
    }
    while (held.size() > 1 && held.get(1).sinceNanos() - nanos < -keptNanos) {
      held.removeFirst();
    }
  }

  /** Whether these very records were served at some time between the two. */
  boolean served(Name name, RecordType type, Set<Rdata> records, long from, long until) {
    return any(
        from,
        until,
        held -> {
          RRset rrset = rrset(held, name, type);
          return rrset != null && plain(rrset).equals(records);
        });
  }

  /** Whether at some time between the two nothing of that type was. */
  boolean servedNothing(Name name, RecordType type, long from, long until) {
    return any(from, until, held -> rrset(held, name, type) == null);
  }

  /** As {@link Inquiry} reads them: names compare without case (RFC 1034 section 3.1). */
  private static Set<Rdata> plain(RRset rrset) {
    return rrset.type().equals(RecordType.CNAME)
        ? Set.of(new Rdata(rrset.records().getFirst().nameAt(0).toLowerCase().wire()))
        : new HashSet<>(rrset.records());
  }

  private static @Nullable RRset rrset(Held held, Name name, RecordType type) {
    SteeredName steered = held.names().get(name);
    return steered == null ? null : steered.rrset(type);
  }

  private boolean any(long from, long until, Predicate<Held> fits) {
    for (int i = 0; i < held.size(); i++) {
      boolean beganLater = held.get(i).sinceNanos() - until > 0;
      boolean endedBefore = i + 1 < held.size() && held.get(i + 1).sinceNanos() - from < 0;
      if (!beganLater && !endedBefore && fits.test(held.get(i))) {
        return true;
      }
    }
    return false;
  }
}
