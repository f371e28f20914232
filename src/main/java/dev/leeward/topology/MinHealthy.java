package dev.leeward.topology;

/**
 * How many of a set are needed, endpoints that are up or voters that agree: a number, or a share of
 * them.
 *
 * @param number of them, or percent from 1 to 100
 */
public record MinHealthy(int number, boolean isPercent) {
  private static final int ALL = 100;

  public MinHealthy {
    if (number < 1 || isPercent && number > ALL) {
      throw new IllegalArgumentException(
          "\"" + number + (isPercent ? "%" : "") + "\" is out of bounds");
    }
  }

  public static MinHealthy of(int number) {
    return new MinHealthy(number, false);
  }

  /**
   * Reads {@code 2} or {@code 50%}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static MinHealthy parse(String text) {
    boolean isPercent = text.endsWith("%");
    String digits = isPercent ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("\"" + text + "\" is neither a number nor a percentage");
    }
    return new MinHealthy(Integer.parseInt(digits), isPercent);
  }

  /** At least one and at most all: a share is rounded up, a number that is too high means all. */
  public int neededOf(long all) {
    long needed = isPercent ? (all * number + ALL - 1) / ALL : number;
    return (int) Math.clamp(needed, 1, Math.max(1, all));
  }

  @Override
  public String toString() {
    return number + (isPercent ? "%" : "");
  }
}
