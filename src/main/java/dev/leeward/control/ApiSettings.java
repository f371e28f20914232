package dev.leeward.control;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP API listens.
 *
 * @param tokenFile holds the bearer token that every request must carry; null: none, and then only
 *     on loopback
 */
public record ApiSettings(InetSocketAddress address, @Nullable Path tokenFile) {}
