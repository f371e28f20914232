package dev.leeward.config;

import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.CheckType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks, by name. Owned by one load. */
final class ChecksReader {
  private static final int MOST_IN_A_ROW = 100;

  private final Findings findings;
  private final NetworkChecksReader network;
  private final LocalChecksReader local;

  /**
   * @param resolve a path as it is written
   */
  ChecksReader(Findings findings, Function<String, Path> resolve) {
    this.findings = findings;
    SecretsReader secrets = new SecretsReader(resolve);
    this.network = new NetworkChecksReader(secrets);
    this.local = new LocalChecksReader(secrets);
  }

  /** A check that cannot be read is none; its findings are errors. */
  Map<String, CheckSettings> read(Map<String, Section> blocks) {
    Map<String, CheckSettings> simple = new LinkedHashMap<>();
    CompositesReader composites = new CompositesReader(blocks, simple, findings);
    blocks.forEach((name, block) -> {
      SymbolicNames.check(name, block.path(), findings);
      String type = block.word("type", CheckKeys.TYPES);
      CheckKeys.refuseOthers(type, block);
      CheckTiming timing = timing(block);
      boolean inverted = block.flag("inverted");
      if (CompositesReader.isComposite(type)) {
        composites.remember(name, type, timing, inverted);
      } else {
        CheckType kind = kind(type, block);
        if (kind != null) {
          simple.put(name, new CheckSettings(name, timing, kind, inverted));
        }
      }
    });
    Map<String, CheckSettings> all = composites.resolve();
    blocks.values().forEach(Section::end);
    return all;
  }

  private @Nullable CheckType kind(String type, Section block) {
    return switch (type) {
      case "command" -> local.command(block);
      case "heartbeat" -> local.heartbeat(block);
      case "file" -> local.file(block);
      default -> network.read(type, block);
    };
  }

  private static CheckTiming timing(Section block) {
    Duration interval = block.positiveDuration("interval");
    Duration retry = block.positiveDuration("retry-interval");
    Duration jitter = block.duration("jitter");
    int fall = block.integer("fall", 1, MOST_IN_A_ROW);
    int rise = block.integer("rise", 1, MOST_IN_A_ROW);
    if (block.isWord("timeout", "auto")) {
      return CheckTiming.learning(interval, retry, jitter, fall, rise);
    }
    Duration timeout = block.positiveDuration("timeout");
    return new CheckTiming(interval, timeout, retry, jitter, fall, rise);
  }
}
