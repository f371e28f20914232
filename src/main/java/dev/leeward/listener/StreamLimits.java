package dev.leeward.listener;

import java.time.Duration;

/**
 * How much of TCP and TLS to hold open (RFC 9210 section 4).
 *
 * @param idleTimeout how long a connection may stay open after its last whole query, or since it
 *     began, and how long a client may take to read its answers
 * @param maxConnections on all addresses together; one more closes the one that is idle longest
 * @param maxConnectionsPerClient from one IPv4 address or one IPv6 /56; one more is closed at once
 */
public record StreamLimits(Duration idleTimeout, int maxConnections, int maxConnectionsPerClient) {
  public static final StreamLimits DEFAULT = new StreamLimits(Duration.ofSeconds(10), 1000, 100);

  /** Below this a timeout would end conversations, not silences. */
  private static final Duration SHORTEST_UNDER_PRESSURE = Duration.ofSeconds(1);

  /**
   * The timeout while so many are open: up to half of what may be it is the configured one, from
   * there it falls to a tenth, so that room is made before somebody must be thrown out.
   */
  Duration idleTimeout(int open) {
    double free = 2.0 * (maxConnections - open) / maxConnections;
    if (free >= 1) {
      return idleTimeout;
    }
    long millis = Math.round(idleTimeout.toMillis() * Math.max(0.1, free));
    long floor = Math.min(idleTimeout.toMillis(), SHORTEST_UNDER_PRESSURE.toMillis());
    return Duration.ofMillis(Math.max(floor, millis));
  }
}
