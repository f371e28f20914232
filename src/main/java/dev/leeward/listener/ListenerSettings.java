package dev.leeward.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen, and how much to hold open.
 *
 * @param addresses for UDP and TCP; a wildcard address stands for every address of this host; port
 *     0 for a free one
 * @param tls null: no DNS over TLS
 */
public record ListenerSettings(
    List<InetSocketAddress> addresses, StreamLimits streams, @Nullable TlsSettings tls) {
  private static final int HIGHEST_PORT = 0xFFFF;

  public ListenerSettings {
    addresses = List.copyOf(addresses);
  }

  public static ListenerSettings on(List<InetSocketAddress> addresses) {
    return new ListenerSettings(addresses, StreamLimits.DEFAULT, null);
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
