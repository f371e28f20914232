package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * However a file is cut, read ahead and read fast, what comes of it is what dnsjava makes of it.
 */
class ReadingPlanTest {
  private static final ReadingPlan SLOW = new ReadingPlan(1 << 17, 0, false);
  private static final int GENERATED = 60;
  private static final Path FILE = Path.of("zone");

  private static final String HAND_WRITTEN =
      """
      ; a zone with everything that ends a block at a bad place
      $TTL 1h
      @ IN SOA ns host ( 1 ; serial
         2 3 ( 4
         ) 5 )
        NS ns
        NS ns.Sub ; glue below

      ns A 192.0.2.1
        A 192.0.2.1
      NS A 192.0.2.2
      \tAAAA ( 2001:db8::1
       ) ; behind it
      www 60 IN A 192.0.2.3
      WWW 70 A 192.0.2.4
      txt TXT "quoted ( paren" "semi;colon"
      txt TXT "open
        TXT another
      $ORIGIN Sub
      @ NS ns
      ns A 192.0.2.5
       BOGUS x
       A 192.0.2.6
      deep.er.and.deeper TXT x
      $INCLUDE other Inner
       A 192.0.2.7
      $GENERATE 1-3 g$ A 192.0.2.$
      $TTL 5
      $ORIGIN example.
      *.wild A 192.0.2.8
      alias CNAME www
      alias CNAME www
      esc\\097ped A 192.0.2.9
       A 192.0.2.10
      outside.test. A 192.0.2.11
       A 192.0.2.12
      $NONSENSE
      mail MX 10 www
      mail MX 10 WWW
      mail 5 MX 20 nowhere
      odd TYPE65280 \\# 2 abcd
      never ( A 192.0.2.13
      last A 192.0.2.14\
      """;

  private static final String OTHER =
      """
        A 192.0.2.99
      inner A 192.0.2.100
       AAAA 2001:db8::100
      $ORIGIN far.away.
      x A 192.0.2.101
      """;

  @Test
  void everyBlockSizeGivesTheSameZoneAndTheSameComplaints() {
    String slow = read(HAND_WRITTEN, SLOW);
    assertTrue(slow.contains("never closed") && slow.contains("Inner"), slow);
    for (int size = 1; size <= HAND_WRITTEN.length() + 1; size++) {
      assertEquals(slow, read(HAND_WRITTEN, new ReadingPlan(size, 0, true)), "blocks of " + size);
    }
    for (int size = 1; size <= HAND_WRITTEN.length() + 1; size += 7) {
      assertEquals(slow, read(HAND_WRITTEN, new ReadingPlan(size, 3, true)), "blocks of " + size);
    }
  }

  @Test
  void carriageReturnsAreTheSameInEveryBlock() {
    String text = HAND_WRITTEN.replace("\n", "\r\n").replace("www 60", "www\r60") + "\r";
    String slow = read(text, SLOW);
    assertEquals(slow, read(HAND_WRITTEN.replace("www 60", "www 60") + " ", SLOW));
    for (int size = 1; size <= text.length() + 1; size++) {
      assertEquals(slow, read(text, new ReadingPlan(size, size % 3, true)), "blocks of " + size);
    }
  }

  @Test
  void generatedAndDamagedZonesAreTheSameInEveryWay() {
    Random random = new Random(11);
    List<String> lines = HAND_WRITTEN.lines().filter(line -> !line.startsWith("never")).toList();
    for (int i = 0; i < GENERATED; i++) {
      StringBuilder text =
          new StringBuilder("$TTL 60\n@ SOA ns.test. h 1 2 3 4 5\n@ NS ns.test.\n");
      for (int line = random.nextInt(60); line >= 0; line--) {
        text.append(lines.get(random.nextInt(lines.size()))).append('\n');
      }
      int at = random.nextInt(text.length());
      text.setCharAt(at, " \n\r()\"\\;$@a.".charAt(random.nextInt(12)));
      String slow = read(text.toString(), SLOW);
      for (int size : new int[] {1, 13, 64, 500, 1 << 17}) {
        for (int ahead = 0; ahead < 3; ahead++) {
          ReadingPlan plan = new ReadingPlan(size, ahead, true);
          assertEquals(slow, read(text.toString(), plan), plan + " of\n" + text);
        }
      }
    }
  }

  @Test
  void theZonesOfTheDistributionAreTheSameInEveryWay() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("zones"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".zone")).toList()) {
        String text = Files.readString(file);
        String origin = file.getFileName().toString().replace(".zone", ".");
        String slow = read(origin, Map.of("zone", text), SLOW);
        assertTrue(slow.startsWith("records"), slow);
        for (int size : new int[] {1, 100, 1_000, 1 << 17}) {
          ReadingPlan plan = new ReadingPlan(size, 2, true);
          assertEquals(slow, read(origin, Map.of("zone", text), plan), file.toString());
        }
      }
    }
  }

  @Test
  void anEntryThatNeverEndsAmongManyIsReadInReasonableSteps() {
    StringBuilder text =
        new StringBuilder("$TTL 60\n@ SOA ns.test. h 1 2 3 4 5\n@ NS ns.test.\nx (\n");
    for (int i = 0; i < 20_000; i++) {
      text.append('h').append(i).append(" A 192.0.2.1\n");
    }
    String fast = read(text.toString(), new ReadingPlan(64, 2, true));
    assertTrue(fast.contains("never closed") && fast.contains("owner=h19999."));
  }

  @Test
  void aFileThatBreaksOffIsNotReadAsAShorterOne() {
    byte[] text =
        "$TTL 60\n@ SOA ns.test. h 1 2 3 4 5\n@ NS ns.test.\n".getBytes(StandardCharsets.UTF_8);
    ZoneSource source =
        file ->
            new InputStream() {
              private int at;

              @Override
              public int read() throws IOException {
                if (at == text.length) {
                  throw new IOException("the disk is gone");
                }
                return text[at++];
              }
            };
    ParsedZone parsed = new ZoneLoader(source).parse(Name.parse("example."), FILE);
    assertEquals(null, parsed.data());
    assertEquals(ZoneDefectKind.UNREADABLE_FILE, parsed.defects().getFirst().kind());
    assertTrue(parsed.defects().getFirst().what().contains("the disk is gone"));
  }

  private static String read(String text, ReadingPlan plan) {
    return read("example.", Map.of("zone", text, "other", OTHER), plan);
  }

  /** All that a reader of the zone can tell: its records with their places, and the complaints. */
  private static String read(String origin, Map<String, String> files, ReadingPlan plan) {
    ZoneSource source =
        file -> {
          String text = files.get(file.toString());
          if (text == null) {
            throw new NoSuchFileException(file.toString());
          }
          return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        };
    DefectList defects = new DefectList();
    ZoneDraft draft = new ZoneDraft(Name.parse(origin), defects);
    new ZoneReader(source, plan, draft, defects).read(FILE, Name.parse(origin));
    ZoneData data = draft.finish(FILE);
    List<String> told = new ArrayList<>();
    data.names().forEach(name -> data.at(name).forEach(each -> told.add(each.toString())));
    if (data.has(data.origin(), dev.leeward.dns.RecordType.SOA)) {
      told.add("digest " + ZoneCompiler.compile(data, SteeredNames.NONE).contentDigest());
    }
    new ZoneCheck(data, defects).run();
    return "records " + String.join("\n", told) + "\ncomplaints " + defects.inOrder();
  }
}
