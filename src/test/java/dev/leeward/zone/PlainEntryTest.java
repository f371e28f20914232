package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The fast reader says what dnsjava says, or nothing. */
class PlainEntryTest {
  private static final int ENTRIES = 60_000;
  private static final Name ORIGIN = Name.parse("Example.test.");
  private static final Name LAST = Name.parse("Last.Example.test.");
  private static final FileLine HERE = new FileLine(Path.of("zone"), 1);

  private static final List<String> OWNERS =
      List.of(
          "www",
          "@",
          "",
          "",
          "a.b",
          "WWW.Example.TEST.",
          "last",
          ".",
          "_x._tcp",
          "*.w",
          "1",
          "in",
          "a..b",
          "x$y",
          "$x",
          "\\065",
          "\"q\"",
          "a@b",
          ".a",
          "é",
          "x".repeat(63),
          "y".repeat(64),
          "a.".repeat(121) + "b",
          "a.".repeat(122) + "b",
          "other.");
  private static final List<String> TTLS =
      List.of(
          "",
          "",
          "300",
          "1h30m",
          "1W2D",
          "0",
          "2147483647",
          "2147483648",
          "4294967295",
          "4294967296",
          "99999999999",
          "1h30",
          "5s5S",
          "h1",
          "1x",
          "-1",
          "007",
          "\"300\"",
          "0s9");
  private static final List<String> CLASSES = List.of("", "", "IN", "in", "CH", "CLASS1", "\"IN\"");
  private static final List<String> DATA =
      List.of(
          "A 192.0.2.1",
          "a 0.255.10.99",
          "A 1.2.3",
          "A 1.2.3.256",
          "A 01.2.3.4",
          "A 1.2.3.4.5",
          "A 1..2.3",
          "A \"1.2.3.4\"",
          "A 1.2.3.4 x",
          "A",
          "A 1.2.3.0000",
          "A 1.2.3.",
          "A .1.2.3",
          "AAAA 2001:db8::1",
          "AAAA ::",
          "AAAA ::1",
          "AAAA 1::",
          "AAAA 1:2:3:4:5:6:7:8",
          "AAAA 1:2:3:4:5:6:7::",
          "AAAA ::2:3:4:5:6:7:8",
          "AAAA 1::3:4:5:6:7:8",
          "AAAA 1:::2",
          "AAAA 1::2::3",
          "AAAA ::ffff:192.0.2.1",
          "AAAA 12345::",
          "AAAA 1:2:3:4:5:6:7:8:9",
          "AAAA :1:2:3:4:5:6:7",
          "AAAA FE80::aBcD",
          "AAAA fe80::1%eth0",
          "AAAA 1:2:3:4:5:6:7:",
          "AAAA ::ffff:102:304",
          "AAAA 1:2::7:8",
          "AAAA 1::2:",
          "AAAA :",
          "AAAA g::",
          "NS ns",
          "NS ns.Other.",
          "NS @",
          "NS .",
          "NS a..b",
          "NS \"ns\"",
          "CNAME *.x",
          "CNAME",
          "PTR Host.Name",
          "PTR a b",
          "MX 10 mail",
          "MX 65535 .",
          "MX 65536 m",
          "MX 0x1 m",
          "MX 007 m",
          "MX mail",
          "MX -1 m",
          "MX 1 2 3",
          "SRV 1 2 3 host",
          "SRV 1 2 host",
          "SRV 1 2 3 .",
          "SRV 1 2 70000 h",
          "TXT word",
          "TXT \"two words\" x",
          "TXT \"\"",
          "TXT \"a\"\"b\"",
          "TXT a\"b\"",
          "TXT \"a\"b",
          "TXT",
          "TXT \"open",
          "TXT \\# 1 00",
          "TXT \"semi;colon (\"",
          "TXT a;b",
          "TXT \\065",
          "TXT \"\\\"\"",
          "TXT é",
          "TXT \"é\"",
          "TXT \"tab\there\"",
          "TXT " + "t".repeat(255),
          "TXT " + "t".repeat(256),
          "TXT " + "s ".repeat(70),
          "TXT ( a b )",
          "TXT @",
          "TXT $x",
          "A6 0 ::1",
          "BOGUS x",
          "SOA ns host 1 2 3 4 5",
          "DS 1 2 3 00",
          "HINFO a b",
          "A \\# 4 01020304",
          "IN A 1.2.3.4",
          "TYPE1 1.2.3.4",
          "TXT IN",
          "NS IN",
          "NS 300");
  private static final List<String> COMMON_DATA =
      List.of(
          "A 192.0.2.1",
          "AAAA 2001:db8::1",
          "NS ns.other.",
          "CNAME a.b",
          "PTR Host",
          "MX 10 m",
          "TXT \"two words\" x",
          "SRV 1 2 3 host");
  private static final List<String> BLANKS = List.of(" ", "\t", "  ", " \t ");
  private static final List<String> ENDS =
      List.of("\n", "\n", "", " \n", " ; comment\n", ";comment\n", " ;\n", "\t");

  @Test
  void whatTheFastReaderReadsIsWhatDnsjavaReads() {
    Random random = new Random(7);
    int plain = 0;
    for (int i = 0; i < ENTRIES; i++) {
      String text = damaged(random, entry(random));
      for (long defaultTtl : new long[] {3_600, -1}) {
        plain += compare(text, defaultTtl) ? 1 : 0;
      }
    }
    assertTrue(plain > ENTRIES / 3, plain + " were plain");
  }

  /** Whether the fast reader read it. */
  private static boolean compare(String text, long defaultTtl) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    MasterEntries entry = new MasterEntries(octets, octets.length);
    if (!entry.moveTo(0, 1) || entry.isDirective()) {
      return false;
    }
    PlainRun run = new PlainRun();
    int end = read(run, octets, defaultTtl);
    if (end < 0) {
      return false;
    }
    assertEquals(entry.end(), end, text);
    Name read = run.hasOwner(0) ? run.ownerName(0) : LAST;
    assertTrue(!run.hasOwner(0) || run.ownerHash(0) == read.hashCode(), text);
    Name owner = read.equals(LAST) ? LAST : read;
    ParsedRecord fast = run.record(0, owner, HERE);
    ParsedRecord slow = slow(entry, defaultTtl, text);
    assertEquals(slow, fast, text);
    assertEquals(slow.owner().toString(), fast.owner().toString(), text);
    return true;
  }

  private static int read(PlainRun run, byte[] text, long defaultTtl) {
    EntryContext context = new EntryContext(ORIGIN, defaultTtl);
    run.begin(context);
    return new PlainEntryReader(run, context).read(text, 0, text.length, 0);
  }

  private static ParsedRecord slow(MasterEntries entry, long defaultTtl, String text) {
    MasterReader reader = new MasterReader(RecordTranslation.toDnsjava(ORIGIN), defaultTtl);
    RecordTranslation translation = new RecordTranslation();
    List<ParsedRecord> records = new ArrayList<>();
    try {
      byte[] before = "Last 5 A 192.0.2.1".getBytes(StandardCharsets.UTF_8);
      MasterEntries last = new MasterEntries(before, before.length);
      last.moveTo(0, 1);
      reader.read(last, rr -> {});
      reader.read(entry, rr -> records.add(translation.translate(rr, HERE)));
    } catch (IOException e) {
      throw new AssertionError("dnsjava refuses: " + text, e);
    }
    assertEquals(1, records.size(), text);
    return records.getFirst();
  }

  private static String entry(Random random) {
    String ttl = any(random, random.nextBoolean() ? TTLS.subList(0, 5) : TTLS);
    String type = any(random, random.nextBoolean() ? CLASSES.subList(0, 3) : CLASSES);
    boolean classFirst = random.nextBoolean();
    List<String> words = new ArrayList<>(List.of(classFirst ? type : ttl, classFirst ? ttl : type));
    words.removeIf(String::isEmpty);
    words.add(any(random, random.nextBoolean() ? COMMON_DATA : DATA));
    StringBuilder text =
        new StringBuilder(any(random, random.nextBoolean() ? OWNERS.subList(0, 7) : OWNERS));
    words.forEach(word -> text.append(any(random, BLANKS)).append(word));
    return text + any(random, ENDS);
  }

  /** One in three has an octet more, less or other. */
  private static String damaged(Random random, String text) {
    int at = random.nextInt(text.length());
    String odd = " \t.\\\"();@$0aZ\u007f\u0001é:/-".substring(random.nextInt(18)).substring(0, 1);
    return switch (random.nextInt(9)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1) + " ";
      case 1 -> text.substring(0, at) + odd + text.substring(at);
      case 2 -> text.substring(0, at) + odd + text.substring(at + 1);
      default -> text;
    };
  }

  private static String any(Random random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  @Test
  void theCommonEntriesArePlain() {
    for (String text :
        List.of(
            "www 300 IN A 192.0.2.1\n",
            "www IN 300 A 192.0.2.1",
            "\tAAAA 2001:db8::1 ; comment\n",
            "@ NS ns.other.\n",
            "a.b CNAME @\n",
            "1 PTR Host.example.\n",
            "@ 1h MX 10 mail\n",
            "_sip._tcp SRV 1 2 3 host\n",
            "x TXT \"v=spf1 -all\" two\n")) {
      assertTrue(compare(text, 3_600), text);
    }
  }

  @Test
  void withoutAnyTtlTheEntryIsLeft() {
    byte[] text = "x A 192.0.2.1\n".getBytes(StandardCharsets.UTF_8);
    PlainRun run = new PlainRun();
    assertEquals(-1, read(run, text, -1));
    assertEquals(0, run.size());
    assertEquals(text.length, read(run, text, 0));
  }

  @Test
  void aRecordWithoutAnOwnerAndNoneBeforeItIsDnsjavasToRefuse() {
    ParsedZone parsed = TestZones.parse("example.", "$TTL 60\n  A 192.0.2.1\n@ NS ns.test.\n");
    ZoneDefect first = parsed.defects().getFirst();
    assertEquals("syntax-error", first.code());
    assertEquals(2, first.where().line());
  }

  @Test
  void bothReadersFollowEachOtherWithinAFile() {
    ParsedZone parsed =
        TestZones.parse(
            "example.",
            """
            @ 60 SOA ns host 1 2 3 4 5
            @ 60 NS ns
            Plain 70 A 192.0.2.1
              AAAA ( 2001:db8::1 )
              TXT "and plain again"
            esc\\097ped 80 TXT x
              90 A 192.0.2.2
            $ORIGIN Deep.example.
              A 192.0.2.3
            $TTL 5
            a A 192.0.2.4
            a NONSENSE
              TXT ( y )
            """);
    assertEquals(List.of("syntax-error"), parsed.defects().stream().map(ZoneDefect::code).toList());
    ParsedZone mended =
        TestZones.parse(
            "example.",
            """
            @ 60 SOA ns.test. host 1 2 3 4 5
            @ 60 NS ns.test.
            Plain 70 A 192.0.2.1
              AAAA ( 2001:db8::1 )
            esc\\097ped 80 TXT x
              90 A 192.0.2.2
            $ORIGIN Deep.example.
              A ( 192.0.2.3 )
              MX 1 here
            $TTL 5
            a A 192.0.2.4
              TXT ( y )
            """);
    ZoneData data = Objects.requireNonNull(mended.data(), mended.defects()::toString);
    assertEquals(
        "Plain.example. A 70, Plain.example. AAAA 70, a.Deep.example. A 5, a.Deep.example. TXT 5,"
            + " escaped.example. A 90, escaped.example. MX 90, escaped.example. TXT 80,"
            + " example. NS 60, example. SOA 60",
        data.names().stream()
            .flatMap(name -> data.at(name).stream())
            .map(ZoneData.PlacedRRset::rrset)
            .map(set -> set.owner() + " " + set.type() + " " + set.ttl())
            .sorted()
            .collect(Collectors.joining(", ")));
  }
}
