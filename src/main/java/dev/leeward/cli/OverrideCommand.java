package dev.leeward.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A command that forces something or ends that: who asks is told, and who has it is printed. */
abstract sealed class OverrideCommand extends ClientCommand
    permits DrainCommand,
        UndrainCommand,
        PinCommand,
        UnpinCommand,
        FreezeCommand,
        ThawCommand,
        FailbackCommand {
  /** What is told of an end for which nobody gave a reason. */
  static final String NO_REASON = "no reason given";

  @Mixin final ChangeOptions change = new ChangeOptions();

  /** Why and how long, for what is forced. */
  static final class Terms {
    /** One of them. */
    static final class HowLong {
      @Option(
          names = "--for",
          paramLabel = "D",
          converter = Seconds.OfOverride.class,
          description = "how long, as 30m (default 4h)")
      @Nullable Seconds lasts;

      @Option(names = "--permanent", description = "until it is ended")
      boolean permanent;
    }

    @Option(names = "--reason", required = true, paramLabel = "R", description = "why")
    String reason = "";

    @ArgGroup HowLong howLong = new HowLong();

    void addTo(Map<String, Object> body) {
      body.put("reason", reason);
      if (howLong.lasts != null) {
        body.put("forSeconds", howLong.lasts.value());
      }
      if (howLong.permanent) {
        body.put("permanent", true);
      }
    }
  }

  /**
   * With who asks; without the keys whose value is null.
   *
   * @param keysAndValues in turn
   */
  static Map<String, Object> body(@Nullable String... keysAndValues) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("by", Users.current());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = keysAndValues[i];
      String value = keysAndValues[i + 1];
      if (key != null && value != null) {
        body.put(key, value);
      }
    }
    return body;
  }

  @Override
  String text(JsonNode answer) {
    return answer.path("dryRun").asBoolean(false)
        ? ChangeOptions.DRY + changes(answer, "nothing to change")
        : changes(answer, "nothing to change")
            + "in force on: "
            + StatusText.join(answer.path("instances")).replace("+", ", ")
            + "\n";
  }
}
