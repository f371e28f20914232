package dev.leeward.health;

/** How to tell whether an endpoint works. */
public sealed interface CheckSettings permits HttpCheck, TcpCheck {
  String name();

  CheckTiming timing();

  int port();

  /** Throws {@link IllegalArgumentException} unless {@code port} is one. */
  static void requirePort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
    }
  }
}
