package dev.leeward.zone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading a zone.
 *
 * @param zone null when a defect is an error
 */
public record LoadedZone(@Nullable Zone zone, List<ZoneDefect> defects) {}
