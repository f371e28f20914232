package dev.leeward.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each includes those before it. */
public enum Role {
  /** Ask. */
  VIEW,
  /** Change what is served, as far as the safety rules allow. */
  OPERATE,
  /** Break a safety rule by force, and reload. */
  ADMIN;

  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
