package dev.leeward.conformance;

import dev.leeward.dns.Name;
import dev.leeward.zone.LoadedZone;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The zones that hold everything that servers get wrong: one file a zone, named by its origin. */
public final class WickedZones {
  private static final String SUFFIX = ".zone";

  private WickedZones() {}

  /** Files by origin, {@code example.}, of a folder: {@code wicked}, or {@code wicked-root}. */
  public static Map<String, Path> files(String folder) {
    try (Stream<Path> files =
        Files.list(Path.of("src/test/resources/conformance", folder).toAbsolutePath())) {
      Map<String, Path> byOrigin = new TreeMap<>();
      files.forEach(file -> byOrigin.put(origin(file), file));
      return byOrigin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String origin(Path file) {
    String name = file.getFileName().toString();
    String origin = name.substring(0, name.length() - SUFFIX.length());
    return origin.equals("root") ? "." : origin + ".";
  }

  public static Zone load(String origin, Path file) {
    LoadedZone loaded = ZoneLoader.load(Name.parse(origin), file, SteeredNames.NONE);
    if (loaded.zone() == null) {
      throw new AssertionError(file + ": " + loaded.defects());
    }
    return loaded.zone();
  }

  public static Zone[] loadAll(String folder) {
    return files(folder).entrySet().stream()
        .map(each -> load(each.getKey(), each.getValue()))
        .toArray(Zone[]::new);
  }
}
