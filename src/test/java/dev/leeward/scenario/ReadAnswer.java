package dev.leeward.scenario;

import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * An answer as far as servers must agree on it, its sections as sets. Left out is what is optional:
 * name servers in the authority section of a positive answer, additional data other than glue, and
 * everything in a truncated answer.
 *
 * @param glue addresses beside a referral
 */
record ReadAnswer(
    String rcode,
    boolean aa,
    boolean tc,
    Set<String> answer,
    Set<String> authority,
    Set<String> glue,
    boolean hasOpt) {

  static ReadAnswer of(Message message) {
    boolean tc = message.getHeader().getFlag(Flags.TC);
    boolean aa = message.getHeader().getFlag(Flags.AA);
    Set<String> answer = set(message, Section.ANSWER);
    Set<String> authority = set(message, Section.AUTHORITY);
    boolean isReferral =
        answer.isEmpty()
            && message.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.NS);
    boolean isPositive =
        !answer.isEmpty() && authority.stream().noneMatch(r -> r.contains(" SOA "));
    return new ReadAnswer(
        Rcode.string(message.getRcode()),
        aa,
        tc,
        tc ? Set.of() : answer,
        tc || isPositive ? Set.of() : authority,
        tc || !isReferral ? Set.of() : set(message, Section.ADDITIONAL),
        message.getOPT() != null);
  }

  private static Set<String> set(Message message, int section) {
    Set<String> records = new TreeSet<>();
    for (Record record : message.getSection(section)) {
      if (record.getType() != Type.OPT) {
        records.add(text(record));
      }
    }
    return records;
  }

  /** Names in lower case; data in the wire's canonical form, so that no presentation matters. */
  private static String text(Record record) {
    return "%s %d %s %s"
        .formatted(
            record.getName().canonicalize(),
            record.getTTL(),
            Type.string(record.getType()),
            java.util.HexFormat.of().formatHex(record.rdataToWireCanonical()));
  }
}
