package dev.leeward.listener;

import org.jspecify.annotations.Nullable;

/**
 * Whether queries are logged, and where: one volatile read a packet. Any thread may switch;
 * listener threads read.
 */
public final class QueryLogSwitch {
  private volatile @Nullable QueryLog current;

  /**
   * @param log null: queries are not logged
   */
  public void use(@Nullable QueryLog log) {
    current = log;
  }

  @Nullable QueryLog current() {
    return current;
  }
}
