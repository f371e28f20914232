package dev.leeward.cluster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is for. A pair has one for ballots and one for the ledger, so that a ballot
 * never waits behind a large ledger, and as many for the map's members as these open.
 */
public enum LinkChannel {
  BALLOTS(1, 1 << 20, 16 << 10),
  LEDGER(2, 16 << 20, 16 << 10),
  /** Octets of one connection between two members of the replicated map. */
  TUNNEL(3, 64 << 10, 256 << 10);

  /** The connections that make a link: they stand as long as it does. */
  public static final Set<LinkChannel> STANDING =
      Collections.unmodifiableSet(EnumSet.of(BALLOTS, LEDGER));

  private final int code;
  private final int largestOctets;
  private final int writeQueueOctets;

  LinkChannel(int code, int largestOctets, int writeQueueOctets) {
    this.code = code;
    this.largestOctets = largestOctets;
    this.writeQueueOctets = writeQueueOctets;
  }

  int code() {
    return code;
  }

  /** The largest content of one frame; more closes the connection. */
  public int largestOctets() {
    return largestOctets;
  }

  /**
   * So little for ballots that a slow reader makes them wait where the newest can still replace
   * them; enough for a tunnel to fill a distant path.
   */
  int writeQueueOctets() {
    return writeQueueOctets;
  }

  static @Nullable LinkChannel ofCode(int code) {
    for (LinkChannel channel : values()) {
      if (channel.code == code) {
        return channel;
      }
    }
    return null;
  }
}
