package dev.leeward.listener;

/** Where exchanges are written down. Any thread. */
public interface QueryLog {
  /** One for each listener thread. */
  QueryTap tap();
}
