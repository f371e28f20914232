package dev.leeward.health;

/** A text that can be looked at only so often; owned by one search. */
final class CountedText implements CharSequence {
  /** Some hundredths of a second; an expression that means well needs a few looks a character. */
  private static final int MOST_STEPS = 4_000_000;

  private final String text;
  private int steps;

  CountedText(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++steps > MOST_STEPS) {
      throw new TooManySteps();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The search would take too long. */
  static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }
}
