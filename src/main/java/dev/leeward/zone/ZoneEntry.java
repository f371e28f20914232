package dev.leeward.zone;

import dev.leeward.dns.Name;
import org.jspecify.annotations.Nullable;

/**
 * All that a lookup needs to know of a name that exists, worked out once. Immutable.
 *
 * @param self the answer for the name itself
 * @param covering what stands over every name below this one: a referral or a redirection
 * @param wildcard the answer for a name that {@code *} directly below this one covers
 * @param nameError the answer for a name below this one that neither exists nor is covered
 */
record ZoneEntry(
    Name name,
    @Nullable CompiledNode node,
    Lookup self,
    @Nullable Lookup covering,
    @Nullable Lookup wildcard,
    Lookup nameError) {

  /** For a name that does not exist and whose closest encloser this is. */
  Lookup forMissingBelow() {
    if (covering != null) {
      return covering;
    }
    return wildcard != null ? wildcard : nameError;
  }
}
