package dev.leeward.health;

/** HTTP status codes from {@code first} to {@code last}, both included. */
public record StatusRange(int first, int last) {
  public StatusRange {
    if (first < 100 || last > 599 || first > last) {
      throw new IllegalArgumentException(
          "status range " + first + "-" + last + " is not within 100-599 in rising order");
    }
  }

  /**
   * Reads {@code "200-299"} or {@code "200"}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static StatusRange parse(String text) {
    if (!text.matches("[0-9]{3}(-[0-9]{3})?")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no status like 200 and no range like 200-299");
    }
    int first = Integer.parseInt(text.substring(0, 3));
    return new StatusRange(first, text.length() == 3 ? first : Integer.parseInt(text.substring(4)));
  }

  public boolean contains(int status) {
    return first <= status && status <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
