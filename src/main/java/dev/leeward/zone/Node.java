package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An owner name of a zone with its RRsets; immutable. */
public interface Node {
  Name owner();

  /** The RRset of that type as the zone file has it, or null. */
  @Nullable RRset rrset(RecordType type);

  Collection<RRset> rrsets();

  /**
   * Whether a service steers this name: its records are then read from the steering, by {@link
   * #steeredIndex}.
   */
  default boolean isSteered() {
    return steeredIndex() >= 0;
  }

  /**
   * Position of this name in the list of steered names that the zones were compiled with, or -1.
   */
  int steeredIndex();
}
