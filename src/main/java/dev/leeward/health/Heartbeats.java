package dev.leeward.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest heartbeats; any thread may call. Only signed ones take memory, and only for endpoints
 * that are probed.
 *
 * <p>A heartbeat counts when its time is near this host's and later than that of the one before, so
 * that none can be played twice; its age is then measured by this host's monotonic clock alone.
 */
public final class Heartbeats {
  /** What became of one. */
  public enum Outcome {
    TAKEN,
    UNKNOWN_CHECK,
    BAD_SIGNATURE,
    /** Made too long ago, in the future, or not after the one before. */
    OUT_OF_TIME
  }

  private record Key(String check, String endpoint) {}

  private record Heard(long unixSeconds, long nanos) {}

  private final Map<Key, Heard> heard = new ConcurrentHashMap<>();
  private final Map<Key, Long> firstAsked = new ConcurrentHashMap<>();

  /**
   * @param check with that name; null when there is none
   * @param unixSeconds this host's time
   * @param nowNanos of the monotonic clock
   */
  public Outcome take(
      Heartbeat beat, @Nullable HeartbeatCheck check, long unixSeconds, long nowNanos) {
    if (check == null) {
      return Outcome.UNKNOWN_CHECK;
    }
    if (!beat.isSignedWith(check.secret())) {
      return Outcome.BAD_SIGNATURE;
    }
    Key key = new Key(beat.check(), beat.endpoint());
    boolean near = Math.abs(unixSeconds - beat.unixSeconds()) <= check.within().toSeconds();
    Heard mine = new Heard(beat.unixSeconds(), nowNanos);
    Heard newest =
        near
            ? heard.merge(
                key, mine, (old, next) -> old.unixSeconds() < next.unixSeconds() ? next : old)
            : null;
    return newest == mine ? Outcome.TAKEN : Outcome.OUT_OF_TIME;
  }

  /** How long ago the newest came for that endpoint or for all; null when none ever did. */
  @Nullable Duration age(String check, String endpoint, long nowNanos) {
    Heard own = heard.get(new Key(check, endpoint));
    Heard all = heard.get(new Key(check, Heartbeat.ALL));
    if (own == null || all != null && all.nanos() - own.nanos() > 0) {
      own = all;
    }
    return own == null ? null : Duration.ofNanos(nowNanos - own.nanos());
  }

  /** How long somebody has waited for the first. */
  Duration waited(String check, String endpoint, long nowNanos) {
    long since = firstAsked.computeIfAbsent(new Key(check, endpoint), _ -> nowNanos);
    return Duration.ofNanos(nowNanos - since);
  }
}
