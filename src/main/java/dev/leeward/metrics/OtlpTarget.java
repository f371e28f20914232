package dev.leeward.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * Where metrics are pushed to.
 *
 * @param url of the receiver, as {@code http://collector:4318/v1/metrics}
 * @param headers of each request; may be secret
 * @param resource attributes that tell this instance from others
 */
public record OtlpTarget(
    String url,
    Duration interval,
    Duration timeout,
    Map<String, String> headers,
    Map<String, String> resource) {
  public OtlpTarget {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  @Override
  public String toString() {
    return url + " every " + interval;
  }
}
