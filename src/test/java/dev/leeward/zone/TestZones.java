package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Zones from text blocks; also for the tests of packages that need a zone. */
public final class TestZones {
  private TestZones() {}

  /** A zone whose text has no error. */
  public static Zone zone(String origin, String text) {
    return zone(origin, text, SteeredNames.NONE);
  }

  public static Zone zone(String origin, String text, SteeredNames steered) {
    ParsedZone parsed = parse(origin, text);
    Zone zone = parsed.compile(steered);
    if (zone == null) {
      throw new AssertionError("zone " + origin + ": " + parsed.defects());
    }
    return zone;
  }

  public static ParsedZone parse(String origin, String text) {
    return parse(origin, Map.of("zone", text));
  }

  /** Files by path; the one called {@code zone} is the zone's. */
  public static ParsedZone parse(String origin, Map<String, String> files) {
    ZoneSource source =
        file -> {
          String text = files.get(file.toString());
          if (text == null) {
            throw new NoSuchFileException(file.toString());
          }
          return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        };
    return new ZoneLoader(source).parse(Name.parse(origin), Path.of("zone"));
  }
}
