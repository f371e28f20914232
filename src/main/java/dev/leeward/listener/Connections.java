package dev.leeward.listener;

import dev.leeward.listener.ConnectionObserver.End;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All open connections of a listener, and its limits on them. Shared by the event loops: a
 * connection on one of them may have to make room for one on another.
 */
final class Connections {
  private static final int IPV6_PREFIX_OCTETS = 7;
  private static final long TENTH_MILLIS = 100;
  private static final int MOST_TENTHS = 0xFFFF;

  private final StreamLimits limits;
  private final ConnectionObserver observer;
  private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<ByteBuffer, Integer> perClient = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  Connections(StreamLimits limits, ConnectionObserver observer) {
    this.limits = limits;
    this.observer = observer;
  }

  /** Counts the connection until {@link #leave}, or closes it when there is no room for it. */
  boolean enter(StreamConnection connection) {
    open.add(connection);
    int all = count.incrementAndGet();
    int ofClient = perClient.merge(client(connection.address()), 1, Integer::sum);
    observer.opened(connection.transport());
    if (ofClient > limits.maxConnectionsPerClient()) {
      connection.close(End.CLIENT_LIMIT);
      return false;
    }
    if (all > limits.maxConnections()) {
      StreamConnection longestIdle = longestIdle(connection);
      if (longestIdle == null) {
        connection.close(End.TOTAL_LIMIT);
        return false;
      }
      longestIdle.close(End.PRESSURE);
    }
    return true;
  }

  /** Once for each that entered; later calls do nothing. */
  void leave(StreamConnection connection, End end) {
    if (open.remove(connection)) {
      count.decrementAndGet();
      perClient.computeIfPresent(
          client(connection.address()), (_, many) -> many == 1 ? null : many - 1);
      observer.closed(connection.transport(), end);
    }
  }

  /** Closes those that said nothing, or read nothing, for the idle timeout. */
  void closeIdle(long nowNanos) {
    long timeout = idleTimeout().toNanos();
    for (StreamConnection connection : open) {
      if (nowNanos - connection.idleSinceNanos() > timeout) {
        connection.close(End.IDLE);
      }
    }
  }

  void closeAll() {
    open.forEach(connection -> connection.close(End.STOPPED));
  }

  /** The idle timeout of now as RFC 7828 tells it, in units of 100 ms. */
  int idleTenths() {
    return (int) Math.min(MOST_TENTHS, idleTimeout().toMillis() / TENTH_MILLIS);
  }

  private Duration idleTimeout() {
    return limits.idleTimeout(count.get());
  }

  /** Rather one that owes its client nothing, whatever the others' age. */
  private @Nullable StreamConnection longestIdle(StreamConnection newest) {
    StreamConnection longest = null;
    for (StreamConnection each : open) {
      boolean isCandidate = each != newest;
      if (isCandidate && (longest == null || isIdler(each, longest))) {
        longest = each;
      }
    }
    return longest;
  }

  private static boolean isIdler(StreamConnection one, StreamConnection other) {
    if (one.owesAnswers() != other.owesAnswers()) {
      return other.owesAnswers();
    }
    return one.idleSinceNanos() - other.idleSinceNanos() < 0;
  }

  /** What one site has: an IPv4 address, or the IPv6 addresses of a /56. */
  private static ByteBuffer client(InetAddress address) {
    byte[] octets = address.getAddress();
    return ByteBuffer.wrap(octets, 0, octets.length == 4 ? 4 : IPV6_PREFIX_OCTETS);
  }
}
