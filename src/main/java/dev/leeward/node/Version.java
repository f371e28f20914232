package dev.leeward.node;

import java.util.Optional;

/** What this program calls itself. */
public final class Version {
  private Version() {}

  /** From the jar's manifest; {@code development} where there is none. */
  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");
  }
}
