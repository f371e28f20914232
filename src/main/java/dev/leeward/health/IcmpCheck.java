package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An endpoint works when it answers an echo request. */
public record IcmpCheck(@Nullable InetAddress address) implements NetworkCheck {}
