package dev.leeward.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where to listen, and how much to hold open.
 *
 * @param addresses a wildcard address stands for every address of this host; port 0 for a free one
 * @param tcpIdleTimeout how long a connection may stay silent (RFC 7766 section 6.2.3)
 * @param maxTcpConnections on all addresses together; one more is closed at once
 */
public record ListenerSettings(
    List<InetSocketAddress> addresses, Duration tcpIdleTimeout, int maxTcpConnections) {
  public static final Duration DEFAULT_TCP_IDLE_TIMEOUT = Duration.ofSeconds(10);
  public static final int DEFAULT_MAX_TCP_CONNECTIONS = 1000;

  private static final int HIGHEST_PORT = 0xFFFF;

  public ListenerSettings {
    addresses = List.copyOf(addresses);
  }

  public static ListenerSettings on(List<InetSocketAddress> addresses) {
    return new ListenerSettings(addresses, DEFAULT_TCP_IDLE_TIMEOUT, DEFAULT_MAX_TCP_CONNECTIONS);
  }

  /**
   * Reads {@code *:53}, {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static InetSocketAddress parseAddress(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address and port; write it as 192.0.2.1:53");
    }
    int port = parsePort(text, text.substring(colon + 1));
    String host = text.substring(0, colon);
    if (host.equals("*")) {
      return new InetSocketAddress(port);
    }
    boolean inBrackets = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") && !inBrackets) {
      throw new IllegalArgumentException(
          "\"" + text + "\" needs its IPv6 address in brackets: [2001:db8::1]:53");
    }
    String literal = inBrackets ? host.substring(1, host.length() - 1) : host;
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private static int parsePort(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" has no number behind its last colon", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" has a port above " + HIGHEST_PORT);
  }
}
