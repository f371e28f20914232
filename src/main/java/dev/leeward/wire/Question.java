package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;

/**
 * What is asked (RFC 1035 section 4.1.2).
 *
 * @param name in the case it was asked in, which the answer echoes
 */
public record Question(Name name, RecordType type, int recordClass) {}
