package dev.leeward.zone;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leeward.dns.Name;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LargeZoneTest {
  private static final int NAMES = 100_000;

  /**
   * Log, index, packed form, and what doubling them leaves behind; objects need several times it.
   */
  private static final long MOST_OCTETS_A_RECORD = 250;

  /** Two small objects an owner. */
  private static final long MOST_OCTETS_A_COPY = 40;

  @Test
  void everyNameOfALargeZoneIsFoundAndNoOther() {
    Zone zone = TestZones.zone("example.", text());
    assertEquals(NAMES + 1, zone.nodes().size());
    for (int i = 0; i < NAMES; i++) {
      assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("h" + i + ".example.")));
    }
    for (int i = NAMES; i < 2 * NAMES; i++) {
      assertInstanceOf(Lookup.NameError.class, zone.lookup(Name.parse("h" + i + ".example.")));
    }
  }

  /** So loading needs little beside the old and the new zone, and an idle heap stays small. */
  @Test
  void loadingAllocatesLittleMoreThanTheZoneThatComesOfIt() {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ReadingPlan alone = new ReadingPlan(1 << 17, 0, true);
    ZoneLoader loader = new ZoneLoader(file -> new ByteArrayInputStream(text), alone);
    long before = thread.getCurrentThreadAllocatedBytes();
    Zone zone = loader.parse(Name.parse("example."), Path.of("zone")).compile(SteeredNames.NONE);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertEquals(NAMES * 17 / 10 + 2, requireNonNull(zone).recordCount());
    long perRecord = allocated / zone.recordCount();
    assertTrue(perRecord < MOST_OCTETS_A_RECORD, perRecord + " octets a record");
  }

  @Test
  void aCopyOfALargeZoneIsWrittenWithoutAnObjectForARecord() throws IOException {
    Zone zone = TestZones.zone("example.", text());
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    ZoneImage.write(zone, OutputStream.nullOutputStream());
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_OCTETS_A_COPY * zone.recordCount(), allocated + " octets for all");
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder("$TTL 60\n@ SOA ns.example.net. host 1 2 3 4 5\n@ NS ns.example.net.\n");
    for (int i = 0; i < NAMES; i++) {
      text.append('h').append(i).append(" A 10.").append(i >> 16).append('.');
      text.append(i >> 8 & 255).append('.').append(i & 255).append('\n');
      if (i % 10 < 7) {
        text.append(" AAAA 2001:db8::").append(Integer.toHexString(i >> 16)).append(':');
        text.append(Integer.toHexString(i & 0xFFFF)).append('\n');
      }
    }
    return text.toString();
  }
}
