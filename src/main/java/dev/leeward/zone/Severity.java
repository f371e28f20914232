package dev.leeward.zone;

/** Whether a defect stops a zone from being served. */
public enum Severity {
  ERROR,
  WARNING
}
