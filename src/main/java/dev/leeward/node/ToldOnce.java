package dev.leeward.node;

import dev.leeward.topology.Digest;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers what was told, so that it is told once although a peer offers it every beat. Bounded:
 * the oldest go. Owned by the decision loop.
 */
final class ToldOnce {
  private final int most;
  private final Set<Digest> told = new LinkedHashSet<>();

  ToldOnce(int most) {
    this.most = most;
  }

  boolean isNew(Digest digest) {
    if (!told.add(digest)) {
      return false;
    }
    if (told.size() > most) {
      Iterator<Digest> oldest = told.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
