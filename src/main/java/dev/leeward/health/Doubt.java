package dev.leeward.health;

/** Why a voter cannot trust its own eyes. */
public enum Doubt {
  /** Its loop or its JVM stood still while a probe ran. */
  STALLED,
  /** Every region's targets fell silent at about the same time. */
  ALL_REGIONS_SILENT
}
