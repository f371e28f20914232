package dev.leeward.health;

/**
 * What holds for all probes of an instance.
 *
 * @param allowLoopback whether loopback addresses may be probed
 * @param userAgent how HTTP probes introduce themselves
 */
public record ProbeSettings(boolean allowLoopback, String userAgent) {
  public ProbeSettings {
    if (!userAgent.matches("[ -~]+")) {
      throw new IllegalArgumentException("user-agent \"" + userAgent + "\" is not printable ASCII");
    }
  }
}
