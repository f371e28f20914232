package dev.leeward.zone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading and checking a zone's files.
 *
 * @param data null when a defect is an error
 * @param defects in the order of files and lines
 */
public record ParsedZone(@Nullable ZoneData data, List<ZoneDefect> defects) {
  /** The zone ready to be served, null when a defect is an error. */
  public @Nullable Zone compile(SteeredNames steered) {
    return data == null ? null : ZoneCompiler.compile(data, steered);
  }
}
