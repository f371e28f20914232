package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;

/**
 * Reads a zone's master file and those it includes (RFC 1035 section 5), past every bad entry, so
 * that all of them are listed. Owned by the thread that loads the zone.
 *
 * <p>$INCLUDE is resolved here, not by dnsjava, which looks below the working directory and loses
 * the line. What the included file sets - origin, TTL, last owner - ends with it.
 */
final class ZoneReader {
  private static final int TXT = 16;
  private static final int SPF = 99;
  static final int DEEPEST_INCLUDE = 16;

  private final ZoneSource source;
  private final ReadingPlan plan;
  private final ZoneDraft draft;
  private final DefectList defects;
  private final RecordTranslation translation = new RecordTranslation();
  private final Deque<Path> openFiles = new ArrayDeque<>();

  ZoneReader(ZoneSource source, ReadingPlan plan, ZoneDraft draft, DefectList defects) {
    this.source = source;
    this.plan = plan;
    this.draft = draft;
    this.defects = defects;
  }

  void read(Path file, Name origin) {
    try {
      readFile(file, new MasterReader(RecordTranslation.toDnsjava(origin), -1));
    } catch (IOException e) {
      defects.add(
          ZoneDefectKind.UNREADABLE_FILE,
          new FileLine(file, 0),
          reason(file, e),
          "check the path and the file's permissions");
    }
  }

  private void readFile(Path file, MasterReader reader) throws IOException {
    openFiles.push(sameFile(file));
    try (InputStream in = source.open(file)) {
      TextBlocks blocks = new TextBlocks(in, plan.blockSize());
      RunTaker taker = new RunTaker(draft, reader, new FileLine(file, 0));
      new FileReading(blocks, plan, reader, taker, this::readEntry, defects).run();
    } finally {
      openFiles.pop();
    }
  }

  private void readEntry(MasterEntries entry, MasterReader reader, FileLine where) {
    if (!entry.isClosed()) {
      defects.add(
          ZoneDefectKind.SYNTAX_ERROR,
          where,
          "a parenthesis that is never closed",
          "close it with \")\" behind the record's last field");
      return;
    }
    try {
      if (entry.isDirective() && isInclude(entry)) {
        include(entry, reader, where);
      } else {
        reader.read(entry, rr -> accept(rr, where));
      }
    } catch (GenerateRange.TooLongException e) {
      defects.add(
          ZoneDefectKind.GENERATE_TOO_LONG,
          where,
          String.valueOf(e.getMessage()),
          "give it a shorter range");
    } catch (IOException e) {
      SyntaxRemedy remedy = SyntaxRemedy.of(e);
      defects.add(ZoneDefectKind.SYNTAX_ERROR, where, remedy.what(), remedy.whatToDo());
    }
  }

  private void accept(Record rr, FileLine where) {
    if (rr.getDClass() != DClass.IN) {
      defects.add(
          ZoneDefectKind.CLASS_NOT_IN,
          where,
          rr.getName() + " has class " + DClass.string(rr.getDClass()),
          "leave the class out or write IN, the only one that is served");
    } else if (isMetaType(rr.getType())) {
      defects.add(
          ZoneDefectKind.META_TYPE,
          where,
          org.xbill.DNS.Type.string(rr.getType()) + " is no type of data",
          "remove the record");
    } else {
      accept(translation.translate(rr, where));
    }
  }

  /** dnsjava takes text without a string; RFC 1035 section 3.3.14 has one or more. */
  private void accept(ParsedRecord record) {
    int type = record.type().code();
    if ((type == TXT || type == SPF) && record.data().length() == 0) {
      defects.add(
          ZoneDefectKind.SYNTAX_ERROR,
          record.where(),
          record.owner() + " " + record.type() + " without a string",
          "write a string, \"\" for an empty one");
    } else {
      draft.add(record);
    }
  }

  /** RFC 6895 section 3.1: 0, OPT, and 128 to 255 are for messages. */
  private static boolean isMetaType(int type) {
    return type == 0 || type == 41 || (type >= 128 && type <= 255);
  }

  private static boolean isInclude(MasterEntries entry) throws IOException {
    return MasterReader.words(entry).getString().equalsIgnoreCase("$INCLUDE");
  }

  private void include(MasterEntries entry, MasterReader reader, FileLine where)
      throws IOException {
    Tokenizer words = MasterReader.words(entry);
    words.getString();
    Path file = beside(where.file(), words.getString());
    Tokenizer.Token second = words.get();
    org.xbill.DNS.Name origin = reader.origin();
    if (second.isString()) {
      origin = org.xbill.DNS.Name.fromString(second.value(), origin);
      words.getEOL();
    }
    if (openFiles.contains(sameFile(file)) || openFiles.size() > DEEPEST_INCLUDE) {
      defects.add(
          ZoneDefectKind.INCLUDE_LOOP,
          where,
          "$INCLUDE of " + file + ", which is being read already or lies too deep",
          "remove the loop; files may include files " + DEEPEST_INCLUDE + " deep");
      return;
    }
    readIncluded(file, origin, reader.ttlInForce(), where);
  }

  private static Path beside(Path including, String path) throws IOException {
    try {
      return including.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new IOException("$INCLUDE of a path that cannot be: " + e.getMessage(), e);
    }
  }

  private void readIncluded(Path file, org.xbill.DNS.Name origin, long defaultTtl, FileLine where) {
    try {
      readFile(file, new MasterReader(origin, defaultTtl));
    } catch (IOException e) {
      defects.add(
          ZoneDefectKind.MISSING_INCLUDE,
          where,
          "$INCLUDE: " + reason(file, e),
          "a relative path begins at the folder of the file that includes");
    }
  }

  private static Path sameFile(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static String reason(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no file " + file
        : "cannot read " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
