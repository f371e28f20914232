package dev.leeward.answer;

import java.net.InetAddress;

/** Who asks, and how. */
public record Client(Transport transport, InetAddress address) {}
