package dev.leeward.control;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param name as the token file has it; null where no token is needed
 * @param address from where
 */
record Caller(@Nullable String name, Role role, String address) {
  /**
   * For the timeline. What a token proves comes first, what somebody says of himself after it.
   *
   * @param said by the request
   */
  String by(@Nullable String said) {
    String from = "api:" + address;
    if (name == null) {
      return said == null ? from : said + " (" + from + ")";
    }
    return name + " (" + (said == null || said.equals(name) ? "" : said + ", ") + from + ")";
  }
}
