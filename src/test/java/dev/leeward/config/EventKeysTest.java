package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code events}. */
class EventKeysTest {
  private final Written written;

  EventKeysTest(@TempDir Path folder) {
    written = new Written(folder).zone("example.com", "");
  }

  private static String with(String inLeeward) {
    return """
    leeward {
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      %s
    }
    """
        .formatted(inLeeward);
  }

  @Test
  void eightFilesOfSixteenMebioctetsAreKeptUnlessTheConfigurationSaysOtherwise() {
    assertEquals(new Settings.EventSettings(16L << 20, 8), written.settings(with("")).events());
    assertEquals(
        new Settings.EventSettings(512L << 10, 3),
        written.settings(with("events { max-size = 512KiB, keep = 3 }")).events());
  }

  @Test
  void whatIsNoSizeOrOutOfBoundsIsNamed() {
    assertSays(
        "leeward.events.max-size: \"16\" is no size",
        Written.only(written.load(with("events.max-size = 16")), "bad-value"));
    assertSays(
        "leeward.events.max-size is not from 64KiB to 256MiB",
        Written.only(written.load(with("events.max-size = 1KiB")), "bad-value"));
    assertSays(
        "leeward.events.keep is no whole number from 2 to 1000",
        Written.only(written.load(with("events.keep = 1")), "bad-value"));
  }
}
