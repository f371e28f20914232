package dev.leeward.node;

import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * What a drill is called, made of its entry alone: the same on every instance, and a file's name.
 * Regions and services have names of letters, digits, - and _ (the configuration's rule); a drill
 * of others is none here.
 */
final class DrillId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DrillId() {}

  static String of(OverrideEntry drill) {
    return TIME.format(Instant.ofEpochMilli(drill.atMillis()))
        + "-"
        + Objects.requireNonNull(drill.region())
        + (drill.service() == null ? "" : "-" + drill.service())
        + (drill.kind() == Kind.SHADOW_DRILL ? "-shadow" : "");
  }
}
