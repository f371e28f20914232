package dev.leeward.health;

/**
 * How to tell whether an endpoint works.
 *
 * @param inverted whether it works when the check fails, as where a standby's own check starts the
 *     switch to it
 */
public record CheckSettings(String name, CheckTiming timing, CheckType type, boolean inverted) {
  public CheckSettings(String name, CheckTiming timing, CheckType type) {
    this(name, timing, type, false);
  }
}
