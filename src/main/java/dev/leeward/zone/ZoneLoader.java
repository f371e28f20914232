package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.nio.file.Path;

/**
 * From a master file to a zone. In one step, or in two where the steered names are known only from
 * the zones themselves.
 */
public final class ZoneLoader {
  private final ZoneSource source;
  private final ReadingPlan plan;

  public ZoneLoader(ZoneSource source) {
    this(source, ReadingPlan.forProcessors(Runtime.getRuntime().availableProcessors()));
  }

  ZoneLoader(ZoneSource source, ReadingPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  /** Reads from the disk. */
  public static LoadedZone load(Name origin, Path file, SteeredNames steered) {
    ParsedZone parsed = new ZoneLoader(ZoneSource.DISK).parse(origin, file);
    return new LoadedZone(parsed.compile(steered), parsed.defects());
  }

  /** Reads and checks; never throws for what a file says or for a file that is not there. */
  public ParsedZone parse(Name origin, Path file) {
    DefectList defects = new DefectList();
    ZoneDraft draft = new ZoneDraft(origin, defects);
    new ZoneReader(source, plan, draft, defects).read(file, origin);
    ZoneData data = draft.finish(file);
    if (!defects.isUnreadable()) {
      new ZoneCheck(data, defects).run();
    }
    return new ParsedZone(defects.hasErrors() ? null : data, defects.inOrder());
  }
}
