package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;

/** One record of class IN as a master file has it. */
record ParsedRecord(Name owner, RecordType type, long ttl, Rdata data, FileLine where) {}
