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
  /** It can never be answered whole: a message has 65535 octets. */
  RRSET_TOO_LARGE(ERROR),
  /** A host that NS, MX or SRV point at lies in this zone and has no address. */
  MISSING_ADDRESS(WARNING),
  /** A name server lies at or below its own zone cut and has no address here (RFC 9471). */
  MISSING_GLUE(WARNING),
  DUPLICATE_RECORD(WARNING),
  /** RFC 2181 section 5.2. */
  TTL_MISMATCH(WARNING),
  /** RFC 4592 section 4.2. */
  NS_AT_WILDCARD(WARNING),
  /** RFC 4592 section 4.4. */
  DNAME_AT_WILDCARD(WARNING),
  OCCLUDED_DATA(WARNING),
  /** RFC 2181 section 10.3. */
  TARGET_IS_CNAME(WARNING),
  /** An address where a name belongs (RFC 1035 section 3.3). */
  TARGET_IS_ADDRESS(WARNING),
  ALIAS_LOOP(WARNING),
  /** RFC 2181 section 8. */
  TTL_TOO_HIGH(WARNING),
  /** RFC 7505 section 3, RFC 2782. */
  NULL_TARGET_BESIDE_OTHERS(WARNING),
  /** RFC 9460 section 2.4.1. */
  SERVICE_ALIAS_BESIDE_OTHERS(WARNING),
  /** RFC 9460 section 2.4.2. */
  SERVICE_ALIAS_WITH_PARAMETERS(WARNING),
  /** RFC 9460 section 7.1.1. */
  SERVICE_WITHOUT_PROTOCOL(WARNING),
  /** RFC 4035 section 2.4. */
  DS_WITHOUT_DELEGATION(WARNING);

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
