package dev.leeward.topology;

/**
 * What is probed and voted on: an endpoint and the name of the check that tells whether it works.
 */
public record Target(Endpoint endpoint, String check) implements Comparable<Target> {
  /** The same text on every instance: {@code 192.0.2.10/web}. */
  public String id() {
    return endpoint + "/" + check;
  }

  @Override
  public int compareTo(Target other) {
    return id().compareTo(other.id());
  }

  @Override
  public String toString() {
    return id();
  }
}
