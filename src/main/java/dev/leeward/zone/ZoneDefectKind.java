package dev.leeward.zone;

import static dev.leeward.zone.Severity.ERROR;
import static dev.leeward.zone.Severity.WARNING;

import java.util.Locale;

/** Everything that may be wrong with a zone's files; each has a name and a severity. */
public enum ZoneDefectKind {
  UNREADABLE_FILE(ERROR),
  SYNTAX_ERROR(ERROR),
  MISSING_INCLUDE(ERROR),
  INCLUDE_LOOP(ERROR),
  GENERATE_TOO_LONG(ERROR),
  TOO_MANY_ERRORS(ERROR),
  TOO_MANY_WARNINGS(WARNING),
  CLASS_NOT_IN(ERROR),
  /** A type that only exists in queries (RFC 6895 section 3.1). */
  META_TYPE(ERROR),
  OUT_OF_ZONE(ERROR),
  /** The file describes another zone than the configuration says. */
  ORIGIN_MISMATCH(ERROR),
  NO_SOA(ERROR),
  SEVERAL_SOAS(ERROR),
  SOA_BELOW_APEX(ERROR),
  NO_NS_AT_APEX(ERROR),
  /** RFC 2181 section 10.1. */
  CNAME_AND_OTHER_DATA(ERROR),
  SEVERAL_CNAMES(ERROR),
  /** RFC 6672 section 2.4. */
  SEVERAL_DNAMES(ERROR),
  /** RFC 6672 section 2.4. */
  DATA_BELOW_DNAME(ERROR),
  /** RFC 6672 section 2.3. */
  DNAME_AT_ZONE_CUT(ERROR),
  /** A name server's name lies in this zone and has no address. */
  MISSING_ADDRESS(WARNING),
  DUPLICATE_RECORD(WARNING),
  /** RFC 2181 section 5.2. */
  TTL_MISMATCH(WARNING),
  /** RFC 4592 section 4.2. */
  NS_AT_WILDCARD(WARNING),
  OCCLUDED_DATA(WARNING),
  /** RFC 2181 section 10.3. */
  TARGET_IS_CNAME(WARNING);

  private final Severity severity;

  ZoneDefectKind(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** The name in kebab-case: {@code no-soa}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
