package dev.leeward.zone;

/**
 * How a master file is read; the zone that comes of it is always the same.
 *
 * @param blockSize octets that are read at once
 * @param blocksAhead that other threads read meanwhile, each with its own processor
 * @param plainEntries whether entries that need no dnsjava are read without it
 */
record ReadingPlan(int blockSize, int blocksAhead, boolean plainEntries) {
  /** What is kept of a block stays well below what the collector G1 calls a humongous object. */
  private static final int BLOCK = 1 << 17;

  private static final int MOST_AHEAD = 8;

  /** With what the machine has. */
  static ReadingPlan forProcessors(int processors) {
    return new ReadingPlan(BLOCK, processors == 1 ? 0 : Math.min(processors, MOST_AHEAD), true);
  }

  void read(TextBlock block, EntryContext context, int from) {
    if (plainEntries) {
      RunReader.read(block, context, from);
    } else {
      RunReader.readNone(block, context, from);
    }
  }
}
