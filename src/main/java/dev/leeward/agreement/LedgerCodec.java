package dev.leeward.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ledger entries as octets, for the link, the map and the disk. Decisions that changed together
 * share one copy of their ballots.
 */
public final class LedgerCodec {
  private static final int FORMAT = 2;
  private static final int DECIDED = 1;
  private static final int OVERRIDDEN = 2;

  private LedgerCodec() {}

  public static byte[] write(Collection<LedgerEntry> entries) {
    Map<SignedBallot, Integer> pool = new LinkedHashMap<>();
    Writer body = new Writer().count(entries.size());
    for (LedgerEntry entry : entries) {
      switch (entry) {
        case LedgerEntry.Decided decided -> write(decided, pool, body.octet(DECIDED));
        case LedgerEntry.Overridden overridden ->
            body.octet(OVERRIDDEN)
                .block(content("", overridden.override()))
                .text(overridden.instance())
                .block(overridden.signature());
      }
    }
    Writer out = new Writer().octet(FORMAT).count(pool.size());
    pool.keySet().forEach(ballot -> out.block(ballot.bytes()));
    return out.octets(body.written()).written();
  }

  private static void write(
      LedgerEntry.Decided decided, Map<SignedBallot, Integer> pool, Writer body) {
    Decision decision = decided.decision();
    body.text(decision.service()).number(decision.term());
    write(decision.regions(), body);
    write(decision.records(), body);
    body.count(decided.certificate().size());
    decided
        .certificate()
        .forEach(ballot -> body.count(pool.computeIfAbsent(ballot, next -> pool.size())));
  }

  private static void write(SortedMap<String, Standing> standings, Writer body) {
    body.count(standings.size());
    standings.forEach((name, each) ->
        body.text(name).flag(each.in()).number(each.sinceTerm()).count(each.flaps()));
  }

  /** What an override's signature covers, and how it travels (then without a cluster's name). */
  static byte[] content(String cluster, OverrideEntry override) {
    Writer out =
        optional(
            override.service(),
            optional(override.region(), new Writer().text(cluster).octet(code(override.kind()))));
    out.flag(override.active()).number(override.term()).text(override.by()).text(override.reason());
    return out.number(override.atMillis()).number(override.untilMillis()).written();
  }

  private static Writer optional(@Nullable String text, Writer out) {
    out.flag(text != null);
    return text == null ? out : out.text(text);
  }

  private static int code(OverrideEntry.Kind kind) {
    return switch (kind) {
      case DRAIN -> 1;
      case PIN -> 2;
      case FREEZE -> 3;
      case FAILBACK -> 4;
      case DRILL -> 5;
      case SHADOW_DRILL -> 6;
    };
  }

  private static OverrideEntry.Kind kind(int code) throws Reader.Malformed {
    for (OverrideEntry.Kind kind : OverrideEntry.Kind.values()) {
      if (code(kind) == code) {
        return kind;
      }
    }
    throw new Reader.Malformed("another kind of override");
  }

  /** The entries; null when the octets are no ledger. Nothing is verified here. */
  public static @Nullable List<LedgerEntry> read(byte[] bytes) {
    try {
      Reader in = new Reader(bytes);
      if (in.octet() != FORMAT) {
        return null;
      }
      List<SignedBallot> pool = pool(in);
      int count = in.count(2);
      List<LedgerEntry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        entries.add(entry(in, pool));
      }
      in.end();
      return entries;
    } catch (Reader.Malformed malformed) {
      return null;
    }
  }

  private static List<SignedBallot> pool(Reader in) throws Reader.Malformed {
    int count = in.count(4 + Ed25519.SIGNATURE_OCTETS);
    List<SignedBallot> pool = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SignedBallot ballot = BallotCodec.read(in.block());
      if (ballot == null) {
        throw new Reader.Malformed("no ballot");
      }
      pool.add(ballot);
    }
    return pool;
  }

  private static LedgerEntry entry(Reader in, List<SignedBallot> pool) throws Reader.Malformed {
    return switch (in.octet()) {
      case DECIDED -> decided(in, pool);
      case OVERRIDDEN -> new LedgerEntry.Overridden(override(in.block()), in.text(), in.block());
      default -> throw new Reader.Malformed("another kind of entry");
    };
  }

  private static LedgerEntry decided(Reader in, List<SignedBallot> pool) throws Reader.Malformed {
    Decision decision = new Decision(in.text(), in.number(), standings(in), standings(in));
    int count = in.count(4);
    List<SignedBallot> certificate = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int index = in.int32();
      if (index < 0 || index >= pool.size()) {
        throw new Reader.Malformed("ballot " + index);
      }
      certificate.add(pool.get(index));
    }
    return new LedgerEntry.Decided(decision, certificate);
  }

  private static SortedMap<String, Standing> standings(Reader in) throws Reader.Malformed {
    int count = in.count(4 + 1 + 8 + 4);
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      standings.put(in.text(), new Standing(in.flag(), in.number(), in.int32()));
    }
    return standings;
  }

  private static OverrideEntry override(byte[] content) throws Reader.Malformed {
    Reader in = new Reader(content);
    in.text();
    OverrideEntry override =
        new OverrideEntry(
            kind(in.octet()),
            in.flag() ? in.text() : null,
            in.flag() ? in.text() : null,
            in.flag(),
            in.number(),
            in.text(),
            in.text(),
            in.number(),
            in.number());
    in.end();
    if (!override.isWellFormed()) {
      throw new Reader.Malformed("an override that forces nothing");
    }
    return override;
  }
}
