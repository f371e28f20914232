package dev.leeward.health;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be.
 *
 * @param text in its body; null: the body is not read
 * @param capacity where it tells what it can bear; null: nowhere
 */
public record HttpExpectation(
    List<StatusRange> statuses, @Nullable TextExpectation text, @Nullable CapacityField capacity) {
  public HttpExpectation {
    if (statuses.isEmpty()) {
      throw new IllegalArgumentException("expect-status is empty: no answer would be healthy");
    }
    statuses = List.copyOf(statuses);
  }

  public HttpExpectation(List<StatusRange> statuses) {
    this(statuses, null, null);
  }

  boolean isExpected(int status) {
    return statuses.stream().anyMatch(range -> range.contains(status));
  }

  boolean readsBody() {
    return text != null || capacity instanceof CapacityField.InBody;
  }

  String statusText() {
    return statuses.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
