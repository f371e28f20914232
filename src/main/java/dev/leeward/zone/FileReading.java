package dev.leeward.zone;

import java.io.IOException;

/**
 * Reads a master file from its first line to its last: plain entries as they were read, maybe
 * ahead, every other one by dnsjava, all in the file's order. Owned by the thread that reads.
 */
final class FileReading {
  /** Who reads an entry that is not plain. */
  @FunctionalInterface
  interface OtherEntries {
    void read(MasterEntries entry, MasterReader reader, FileLine where);
  }

  private final ReadAhead blocks;
  private final ReadingPlan plan;
  private final MasterReader reader;
  private final RunTaker taker;
  private final OtherEntries others;
  private final DefectList defects;
  private final FileLine file;
  private int line = 1;

  FileReading(
      TextBlocks source,
      ReadingPlan plan,
      MasterReader reader,
      RunTaker taker,
      OtherEntries others,
      DefectList defects) {
    this.blocks = new ReadAhead(source, plan);
    this.plan = plan;
    this.reader = reader;
    this.taker = taker;
    this.others = others;
    this.defects = defects;
    this.file = taker.file();
  }

  void run() throws IOException {
    TextBlock block = blocks.next(reader.context());
    while (block != null && !defects.isFull()) {
      if (!block.run.wasReadUnder(reader.context())) {
        plan.read(block, reader.context(), 0);
      }
      take(block);
      block = blocks.next(reader.context());
    }
  }

  /** What was read of the block, and then the rest of it. */
  private void take(TextBlock block) throws IOException {
    take(block, block.run);
    while (block.run.end() < block.length() && !defects.isFull()) {
      int from = readNext(block, block.run.end());
      plan.read(block, reader.context(), from);
      take(block, block.run);
    }
  }

  private void take(TextBlock block, PlainRun run) {
    taker.begin(run);
    for (int item = 0; item < run.size() && !defects.isFull(); item++) {
      int itemLine = line + run.line(item);
      if (!run.isPlain(item) || !taker.take(item, itemLine)) {
        MasterEntries entry = new MasterEntries(block.text(), block.length());
        entry.moveTo(run.start(item), itemLine);
        read(entry);
      }
    }
    taker.tellReader();
    line += run.lines();
  }

  /**
   * The entry that ended the run; where what follows it begins, in the block or its longer self.
   */
  private int readNext(TextBlock block, int from) throws IOException {
    MasterEntries entry = new MasterEntries(block.text(), block.length());
    entry.moveTo(from, line);
    if (!entry.isClosed() && !block.isLast()) {
      blocks.extend(block, from);
      return 0;
    }
    read(entry);
    line = entry.nextLine();
    return entry.end();
  }

  private void read(MasterEntries entry) {
    taker.tellReader();
    others.read(entry, reader, new FileLine(file.file(), entry.line()));
    taker.readerHasRead();
  }
}
