package dev.leeward.answer;

/** How a query came, which decides how long its answer may be and what may stand in it. */
public enum Transport {
  UDP,
  TCP,
  /** RFC 7858. */
  TLS;

  /** Whether the client's address is proven by a handshake and the answer has no size limit. */
  public boolean isStream() {
    return this != UDP;
  }
}
