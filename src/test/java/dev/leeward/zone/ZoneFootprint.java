package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a zone takes to load and how much heap it holds then: {@code ZoneFootprint ORIGIN FILE
 * [RUNS]}. A tool, no test.
 */
final class ZoneFootprint {
  private ZoneFootprint() {}

  public static void main(String[] arguments) {
    Name origin = Name.parse(arguments[0]);
    int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    @Nullable Zone zone = null;
    for (int run = 0; run < runs; run++) {
      zone = null;
      long before = heldHeap();
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      LoadedZone loaded = ZoneLoader.load(origin, Path.of(arguments[1]), SteeredNames.NONE);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      long peak = peakHeap();
      zone = loaded.zone();
      if (zone == null) {
        throw new IllegalStateException(loaded.defects().toString());
      }
      long held = heldHeap() - before;
      System.out.printf(
          "%d records in %d names: loaded in %d ms (%d ms of its thread), %.1f MB held, %.1f bytes a record,"
              + " at most %.0f MB in use%n",
          zone.recordCount(),
          zone.nodes().size(),
          took.toMillis(),
          Duration.ofNanos(cpu).toMillis(),
          held / 1e6,
          (double) held / zone.recordCount(),
          peak / 1e6);
    }
    System.out.println(zone);
  }

  private static long heldHeap() {
    System.gc();
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
