package dev.leeward.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of refused connections, each kind once a minute at most: whoever reaches the port must not
 * fill the log. All are counted. Owned by the link's event loop.
 */
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<Refusal, Instant> told = new EnumMap<>(Refusal.class);

  RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  void refused(Refusal refusal, String why) {
    Instant now = clock.instant();
    Instant last = told.get(refusal);
    if (last == null || last.plus(QUIET).isBefore(now)) {
      told.put(refusal, now);
      LOG.warn("connection refused: {}: {}", refusal, why);
    }
  }
}
