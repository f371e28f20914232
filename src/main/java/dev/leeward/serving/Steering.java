package dev.leeward.serving;

import dev.leeward.zone.PackedRRsets;
import dev.leeward.zone.RRsetView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decisions with overrides laid over them, compiled: the only thing of the decision plane that the
 * query path reads. Immutable.
 *
 * <p>An answer asks by {@link #find} and the like, which for one of a hundred thousand names touch
 * what is everybody's, one number and the RRsets themselves; all that is known of a name is a
 * {@link SteeredName}.
 */
public final class Steering {
  public static final Steering NONE = new Steering(List.of(), Map.of());

  private final List<SteeredName> names;
  private final Map<String, String> serviceTexts;
  private final Common[] common;

  /** By name: which common, in the upper half, and the place among its RRsets. */
  private final long[] places;

  /** What names of a service have in common. */
  private record Common(PackedRRsets packed, long negativeTtl, @Nullable String explanation) {
    boolean isOf(SteeredName name) {
      return packed == name.packed()
          && negativeTtl == name.negativeTtl()
          && Objects.equals(explanation, name.explanation());
    }
  }

  /**
   * @param names in the order of {@link dev.leeward.zone.Node#steeredIndex}
   * @param serviceTexts for {@code <service>.leeward. CH TXT}: the service's name to its text
   */
  public Steering(List<SteeredName> names, Map<String, String> serviceTexts) {
    this.names = List.copyOf(names);
    this.serviceTexts = Map.copyOf(serviceTexts);
    this.places = new long[names.size()];
    List<Common> all = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      SteeredName name = this.names.get(i);
      if (all.isEmpty() || !all.getLast().isOf(name)) {
        all.add(new Common(name.packed(), name.negativeTtl(), name.explanation()));
      }
      places[i] = (long) (all.size() - 1) << Integer.SIZE | Integer.toUnsignedLong(name.place());
    }
    this.common = all.toArray(Common[]::new);
  }

  public List<SteeredName> names() {
    return names;
  }

  public Map<String, String> serviceTexts() {
    return serviceTexts;
  }

  public SteeredName at(int steeredIndex) {
    return names.get(steeredIndex);
  }

  /** Places {@code view} on what is served of that type; false when that is nothing. */
  public boolean find(int steeredIndex, int type, RRsetView view) {
    long place = places[steeredIndex];
    return common(place).packed().find((int) place, type, view);
  }

  /** As {@link SteeredName#explanation}. */
  public @Nullable String explanation(int steeredIndex) {
    return common(places[steeredIndex]).explanation();
  }

  /** As {@link SteeredName#negativeTtl}. */
  public long negativeTtl(int steeredIndex) {
    return common(places[steeredIndex]).negativeTtl();
  }

  private Common common(long place) {
    return common[(int) (place >>> Integer.SIZE)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Steering steering
        && names.equals(steering.names)
        && serviceTexts.equals(steering.serviceTexts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, serviceTexts);
  }

  @Override
  public String toString() {
    return names + " " + serviceTexts;
  }
}
