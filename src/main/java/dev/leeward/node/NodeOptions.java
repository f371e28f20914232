package dev.leeward.node;

import dev.leeward.cluster.InstanceKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is started.
 *
 * @param instance which one; empty for what the environment or the file says
 * @param strict whether a zone that does not load refuses the start
 * @param key in place of private-key-file; null for the file's
 */
public record NodeOptions(
    Path config,
    Optional<String> instance,
    Map<String, String> environment,
    boolean strict,
    @Nullable InstanceKey key,
    LoopEvents events,
    LogChoice logging) {
  /** As `serve` starts it. */
  public static NodeOptions of(
      Path config, Optional<String> instance, boolean strict, LogChoice logging) {
    return new NodeOptions(
        config, instance, System.getenv(), strict, null, new EventLog(), logging);
  }
}
