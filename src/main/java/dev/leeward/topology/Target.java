package dev.leeward.topology;

/**
 * What is probed and voted on: an endpoint and the name of the check that tells whether it works.
 *
 * @param id the same text on every instance: {@code 192.0.2.10/web}
 */
public record Target(Endpoint endpoint, String check, String id) implements Comparable<Target> {
  public Target(Endpoint endpoint, String check) {
    this(endpoint, check, endpoint + "/" + check);
  }

  @Override
  public int compareTo(Target other) {
    return id.compareTo(other.id);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Target target
            && id.equals(target.id)
            && endpoint.equals(target.endpoint);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
