package dev.leeward.health;

/** An endpoint works when it accepts a connection. */
public record TcpCheck(String name, CheckTiming timing, int port) implements CheckSettings {
  public TcpCheck {
    CheckSettings.requirePort(port);
  }
}
