package dev.leeward.serving;

import java.util.List;
import java.util.Map;

/**
 * Decisions with overrides laid over them, compiled: the only thing of the decision plane that the
 * query path reads.
 *
 * @param names in the order of {@link dev.leeward.zone.Node#steeredIndex}
 * @param serviceTexts for {@code <service>.leeward. CH TXT}: the service's name to its text
 */
public record Steering(List<SteeredName> names, Map<String, String> serviceTexts) {
  public static final Steering NONE = new Steering(List.of(), Map.of());

  public Steering {
    names = List.copyOf(names);
    serviceTexts = Map.copyOf(serviceTexts);
  }

  public SteeredName at(int steeredIndex) {
    return names.get(steeredIndex);
  }
}
