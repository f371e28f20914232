package dev.leeward.dashboard;

/**
 * Something that an operator should know.
 *
 * @param subject what it is about
 * @param what is so, and why
 * @param todo what helps
 */
record Concern(Weight weight, String subject, String what, String todo) {
  /** From the heaviest. */
  enum Weight {
    /** Clients get what does not work, or nothing is decided any more. */
    BAD("wrong"),
    /** Clients are well served, and less is left than should be. */
    WORRYING("look"),
    /** Somebody wanted it so. */
    WANTED("note");

    private final String word;

    Weight(String word) {
      this.word = word;
    }

    /** Beside the colour, which not everybody sees. */
    String word() {
      return word;
    }
  }
}
