package dev.leeward.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leeward.answer.Asked;
import dev.leeward.conformance.WickedZones;
import dev.leeward.dns.Name;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The query reader and all that answers, behind any packet whatsoever. */
class QueryFuzzTest {
  private static final long SEED = 20260103;

  /** How many packets: {@code -Dleeward.fuzz=10000000} for the long run. */
  private static final long PACKETS = Long.getLong("leeward.fuzz", 100_000);

  private static final long ENOUGH_TO_SEE_A_LEAK = 1_000_000;
  private static final long FLAT_OCTETS = 4 << 20;
  private static final Zone[] ZONES = WickedZones.loadAll("wicked");

  private final AnsweredOrIgnored law = new AnsweredOrIgnored(Asked.of(ZONES));

  @FuzzTest(maxDuration = "2m")
  void anyOctetsAreAnsweredOrIgnored(byte[] packet) {
    law.check(packet);
  }

  @Test
  void hostilePacketsAreAnsweredOrIgnoredAndTheGoodQueryBehindGetsItsAnswer() {
    HostilePackets packets = new HostilePackets(SEED, names());
    check(packets, PACKETS / 10);
    long before = liveOctets();
    check(packets, PACKETS - PACKETS / 10);
    long after = liveOctets();
    System.out.println(
        "%d packets, %d answers, %d good queries between them; heap after GC %d KiB, then %d KiB"
            .formatted(law.packets(), law.answers(), law.packets(), before >> 10, after >> 10));
    assertTrue(law.answers() > law.packets() / 2, "most are read");
    assertTrue(PACKETS < ENOUGH_TO_SEE_A_LEAK || after - before < FLAT_OCTETS, "flat heap");
  }

  private void check(HostilePackets packets, long count) {
    for (long i = 0; i < count; i++) {
      law.check(packets.next());
    }
  }

  private static List<Name> names() {
    return Arrays.stream(ZONES).flatMap(zone -> zone.nodes().stream()).map(Node::owner).toList();
  }

  private static long liveOctets() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
