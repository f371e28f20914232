package dev.leeward.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leeward.answer.Asked;
import dev.leeward.conformance.WickedZones;
import dev.leeward.dns.Name;
import dev.leeward.zone.ParsedZone;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneDefect;
import dev.leeward.zone.ZoneLoader;
import dev.leeward.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The master file reader, behind any file whatsoever: what is wrong is listed, nothing is thrown,
 * and a zone that comes out of it can be asked.
 */
class MasterFileFuzzTest {
  private static final long SEED = 20260104;
  private static final long FILES = Math.max(1_000, Long.getLong("leeward.fuzz", 0) / 100);
  private static final Path FILE = Path.of("zone");
  private static final List<String> TELLING =
      List.of(
          "\\",
          "\"",
          "(",
          ")",
          ";",
          "@",
          "*",
          "$ORIGIN",
          "$TTL",
          "$INCLUDE",
          "$GENERATE 1-9",
          "\\#",
          "\\300",
          "\n",
          "\r",
          "\t",
          "4294967296",
          "-1",
          ".",
          "..",
          "\0",
          "\u00ff",
          "IN",
          "CH",
          "CNAME",
          "SOA",
          "DNAME",
          "NS",
          "TYPE65535",
          "TYPE0",
          "CLASS1",
          "x".repeat(64));

  @FuzzTest(maxDuration = "2m")
  void anyFileIsReadOrItsDefectsAreListed(byte[] text) {
    check("example.", text);
  }

  @Test
  void damagedWickedZonesAreReadOrTheirDefectsAreListed() throws IOException {
    Random random = new Random(SEED);
    List<Map.Entry<String, byte[]>> zones = new ArrayList<>();
    for (Map.Entry<String, Path> zone : WickedZones.files("wicked").entrySet()) {
      byte[] text = Files.readAllBytes(zone.getValue());
      if (text.length < 10_000) {
        zones.add(Map.entry(zone.getKey(), text));
      }
    }
    for (long i = 0; i < FILES; i++) {
      Map.Entry<String, byte[]> zone = zones.get(random.nextInt(zones.size()));
      check(zone.getKey(), damaged(zone.getValue(), random));
    }
  }

  private static void check(String origin, byte[] text) {
    try {
      ZoneSource source = file -> new ByteArrayInputStream(only(file, text));
      ParsedZone parsed = new ZoneLoader(source).parse(Name.parse(origin), FILE);
      boolean hasError = parsed.defects().stream().anyMatch(ZoneDefect::isError);
      assertEquals(hasError, parsed.data() == null, () -> parsed.defects().toString());
      Zone zone = parsed.compile(SteeredNames.NONE);
      if (zone != null) {
        checkAnswers(zone);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("file:\n" + new String(text, StandardCharsets.ISO_8859_1), e);
    }
  }

  /** $INCLUDE finds nothing but the file itself. */
  private static byte[] only(Path file, byte[] text) throws IOException {
    if (!file.equals(FILE)) {
      throw new NoSuchFileException(file.toString());
    }
    return text;
  }

  private static void checkAnswers(Zone zone) {
    Asked asked = Asked.of(zone);
    zone.nodes().stream()
        .limit(50)
        .forEach(node -> {
          byte[] query = Asked.query("example. ANY").toWire();
          byte[] packet = question(query, node.owner());
          assertTrue(Asked.read(asked.octets(packet, Asked.OVER_TCP)).getHeader().getFlag(0));
        });
  }

  /** The same header, another name, type ANY. */
  private static byte[] question(byte[] query, Name name) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(query, 0, 12);
    packet.writeBytes(name.wire());
    packet.writeBytes(new byte[] {0, (byte) 255, 0, 1});
    return packet.toByteArray();
  }

  private static byte[] damaged(byte[] text, Random random) {
    StringBuilder damaged = new StringBuilder(new String(text, StandardCharsets.ISO_8859_1));
    for (int changes = random.nextInt(6); changes >= 0; changes--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, damaged.substring(at, end));
        case 2 -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
        default -> damaged.insert(at, TELLING.get(random.nextInt(TELLING.size())));
      }
    }
    return damaged.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
