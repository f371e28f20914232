package dev.leeward.serving;

/**
 * The one field in which the planes meet. One writer, the decision loop; any number of readers,
 * each reads once a query.
 */
public final class Serving {
  private volatile ServingState current;

  public Serving(ServingState first) {
    this.current = first;
  }

  public ServingState current() {
    return current;
  }

  /**
   * @throws IllegalStateException when the generation does not rise, which would mean a second
   *     writer
   */
  public void publish(ServingState next) {
    if (next.generation() <= current.generation()) {
      throw new IllegalStateException(
          "generation " + next.generation() + " after " + current.generation());
    }
    current = next;
  }
}
