package dev.leeward.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen, and how much to hold open.
 *
 * @param addresses for UDP and TCP, as {@link #parseDnsAddress} reads them; port 0 for a free one
 * @param udpThreads for each of the addresses
 * @param tls null: no DNS over TLS
 */
public record ListenerSettings(
    List<InetSocketAddress> addresses,
    int udpThreads,
    StreamLimits streams,
    @Nullable TlsSettings tls) {
  private static final int HIGHEST_PORT = 0xFFFF;
  private static final String EVERY_ADDRESS = "*";

  /** More hardly pays: the network card's queues are shared by as many. */
  private static final int MOST_UDP_THREADS_UNASKED = 16;

  public ListenerSettings {
    addresses = List.copyOf(addresses);
  }

  /** With one UDP thread for each address. */
  public ListenerSettings(
      List<InetSocketAddress> addresses, StreamLimits streams, @Nullable TlsSettings tls) {
    this(addresses, 1, streams, tls);
  }

  /** How many UDP threads an address gets when nobody says. */
  public static int udpThreadsFor(int processors) {
    return Math.clamp(processors, 1, MOST_UDP_THREADS_UNASKED);
  }

  /** Each address of this host, bound by itself; not the wildcard address. */
  static InetSocketAddress everyAddress(int port) {
    return InetSocketAddress.createUnresolved(EVERY_ADDRESS, port);
  }

  /**
   * Reads as {@link #parseAddress}, but tells {@code *:53}, which is unresolved here, from {@code
   * 0.0.0.0:53} and {@code [::]:53}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static InetSocketAddress parseDnsAddress(String text) {
    InetSocketAddress address = parseAddress(text);
    return text.startsWith(EVERY_ADDRESS) ? everyAddress(address.getPort()) : address;
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
    if (host.equals(EVERY_ADDRESS)) {
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
