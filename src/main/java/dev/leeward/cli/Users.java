package dev.leeward.cli;

/** Who gives a command, as far as the system tells. */
final class Users {
  private Users() {}

  static String current() {
    String name = System.getProperty("user.name", "");
    return name.isBlank() ? "unknown" : name;
  }
}
