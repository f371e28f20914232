package dev.leeward.config;

import dev.leeward.topology.Service;
import dev.leeward.zone.ListedRecord;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code when-all-down}: a word, or an object that lists records. */
final class WhenAllDownReader {
  private static final String KEY = "when-all-down";
  private static final String REMEDY =
      "write open, hold, or { records = [\"A 192.0.2.1\"] } with the records to serve";

  /**
   * What was read.
   *
   * @param records empty for a policy that needs none
   */
  record WhenAllDown(Service.WhenAllDown policy, List<ListedRecord> records) {}

  private WhenAllDownReader() {}

  static WhenAllDown read(Section service) {
    return service.isObject(KEY) ? records(service.section(KEY)) : word(service);
  }

  private static WhenAllDown records(Section block) {
    List<ListedRecord> records =
        block.readOneOrMore("records", ListedRecord::parse, ListedRecordsAdvice.HOW_TO);
    if (block.isEmpty("records")) {
      block.wrong("records", "lists nothing to serve", REMEDY);
    }
    block.end();
    return new WhenAllDown(Service.WhenAllDown.RECORDS, records);
  }

  private static WhenAllDown word(Section service) {
    Service.WhenAllDown policy = service.read(KEY, WhenAllDownReader::parse, REMEDY);
    return new WhenAllDown(Objects.requireNonNullElse(policy, Service.WhenAllDown.OPEN), List.of());
  }

  private static Service.WhenAllDown parse(String text) {
    return switch (text) {
      case "open", "hold" -> Service.WhenAllDown.valueOf(text.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("\"" + text + "\" is no policy");
    };
  }
}
