package dev.leeward.failover;

import dev.leeward.serving.SteeredName;
import java.util.List;

/**
 * What one service serves at its names.
 *
 * @param state what it follows from, beside the zones
 * @param names in the order of the service
 * @param text for {@code <service>.leeward. CH TXT}
 */
public record CompiledService(ServiceState state, List<SteeredName> names, String text) {
  public CompiledService {
    names = List.copyOf(names);
  }
}
