package dev.leeward.availability;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is asked, how often, and what is expected.
 *
 * @param interval in which every question is asked once, where the rate allows it
 * @param timeout of one question
 * @param window over which the objective is to be met
 * @param objectives by service: the share of good answers that is expected, between 0 and 1
 * @param asked the public addresses of the other instances
 */
public record AvailabilitySettings(
    Duration interval,
    Duration timeout,
    Duration window,
    Map<String, Double> objectives,
    List<Asked> asked) {
  /** A public address of another instance. */
  public record Asked(String instance, InetSocketAddress address) {}

  public AvailabilitySettings {
    objectives = java.util.Collections.unmodifiableMap(new TreeMap<>(objectives));
    asked = List.copyOf(asked);
  }
}
