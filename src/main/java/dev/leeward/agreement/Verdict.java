package dev.leeward.agreement;

/** What the fresh ballots say about a target now. Undecided keeps what the decision has. */
public enum Verdict {
  UP,
  DOWN,
  UNDECIDED
}
