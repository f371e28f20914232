package dev.leeward.answer;

/** How a query came, which decides how long its answer may be. */
public enum Transport {
  UDP,
  TCP
}
