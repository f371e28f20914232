package dev.leeward.zone;

/**
 * Reads entries one after another into a run: each that is plain, and of each other one where it
 * stands. Ends before a directive, which may change what holds for those behind it, and before an
 * entry that goes on in the next block. Owned by one call.
 */
final class RunReader {
  private final TextBlock block;
  private final PlainRun run;
  private final MasterEntries entries;
  private final PlainEntryReader plain;
  private int at;
  private int line;

  private RunReader(TextBlock block, EntryContext context, int from) {
    this.block = block;
    this.run = block.run;
    this.entries = new MasterEntries(block.text(), block.length());
    this.plain = new PlainEntryReader(run, context);
    this.at = from;
    run.begin(context);
  }

  /** Reads from an entry's beginning on. */
  static void read(TextBlock block, EntryContext context, int from) {
    new RunReader(block, context, from).run();
  }

  /** As {@link #read}, but nothing is plain. */
  static void readNone(TextBlock block, EntryContext context, int from) {
    RunReader reader = new RunReader(block, context, from);
    while (reader.isInside() && reader.readOther()) {}
    reader.end();
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn && isInside()) {
      int next = plain.read(block.text(), at, block.length(), line);
      if (next >= 0) {
        at = next;
        line++;
      } else {
        goesOn = readOther();
      }
    }
    end();
  }

  private void end() {
    run.end(at, line);
  }

  private boolean isInside() {
    return at < block.length() && block.text()[at] != '$';
  }

  /** False when the entry does not end in the block. */
  private boolean readOther() {
    boolean hasText = entries.moveTo(at, line);
    if (!entries.isClosed() && !block.isLast()) {
      return false;
    }
    if (hasText) {
      run.addOther(at, line);
      plain.forgetOwner();
    }
    at = entries.end();
    line = entries.nextLine();
    return true;
  }
}
