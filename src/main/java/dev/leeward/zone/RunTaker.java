package dev.leeward.zone;

import dev.leeward.dns.Name;
import org.jspecify.annotations.Nullable;

/**
 * Puts plain records into the draft, without an object for one unless something is to be said of
 * it. Owned by one reading of a file.
 */
final class RunTaker {
  /** In place of a number: the last owner is the reader's. */
  private static final int THE_READERS = -2;

  private final ZoneDraft draft;
  private final MasterReader reader;
  private final FileLine file;
  private final int fileNumber;
  private PlainRun run = new PlainRun();

  /** Of the last owner; negative when it is outside of the zone. */
  private int number = THE_READERS;

  /** The records of the run that the reader has not been told of; -1 when there is none. */
  private int lastItem = -1;

  private int lastItemWithOwner = -1;

  RunTaker(ZoneDraft draft, MasterReader reader, FileLine file) {
    this.draft = draft;
    this.reader = reader;
    this.file = file;
    this.fileNumber = draft.fileNumber(file.file());
  }

  /** The file, at no line. */
  FileLine file() {
    return file;
  }

  void begin(PlainRun next) {
    run = next;
  }

  /**
   * Takes a plain record of the run.
   *
   * @param line of the file
   * @return false when it is left: it has no owner, nor has any before it
   */
  boolean take(int item, int line) {
    Name readers = number == THE_READERS ? reader.lastOwner() : null;
    if (run.hasOwner(item)) {
      takeOwner(item, readers == null ? number : draft.find(readers));
    } else if (readers != null) {
      number = draft.number(readers);
    } else if (number == THE_READERS) {
      return false;
    }
    lastItem = item;
    if (number < 0 || !draft.addPlain(number, run, item, fileNumber, line)) {
      draft.add(run.record(item, ownerName(), new FileLine(file.file(), line)));
    }
    return true;
  }

  /** One that is the last owner in other letters is told in that one's, as dnsjava tells it. */
  private void takeOwner(int item, int last) {
    number =
        draft.number(run.octets(), run.owner(item), run.ownerLength(item), run.ownerHash(item));
    if (number < 0 || number != last) {
      lastItemWithOwner = item;
    }
  }

  /** Tells the reader the last owner and TTL, before it reads and before the run goes. */
  void tellReader() {
    if (lastItem >= 0) {
      reader.follow(ownerName(), run.ttl(lastItem));
      lastItem = -1;
      lastItemWithOwner = -1;
    }
  }

  /** The reader has read: what it read last is what the next record follows. */
  void readerHasRead() {
    number = THE_READERS;
  }

  private Name ownerName() {
    @Nullable Name owner =
        lastItemWithOwner >= 0 ? run.ownerName(lastItemWithOwner) : reader.lastOwner();
    if (owner == null) {
      throw new IllegalStateException("a record without an owner was taken");
    }
    return owner;
  }
}
