package dev.leeward.node;

import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.control.RecordJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a runbook says of a configuration that nobody needs to run.
 *
 * @param json as the API's answer has it; empty when the configuration is refused
 * @param problems what is wrong with the configuration; none when there is an answer
 */
public record OfflineRunbook(Optional<String> json, List<String> problems) {
  public OfflineRunbook {
    problems = List.copyOf(problems);
  }

  public static OfflineRunbook of(
      Path config, Optional<String> instance, Map<String, String> environment) {
    Loaded loaded = Loaded.load(config, instance, environment);
    Settings settings = loaded.settings();
    if (settings == null) {
      List<String> problems =
          loaded.findings().stream().filter(each -> each.isError()).map(Object::toString).toList();
      return new OfflineRunbook(Optional.empty(), problems);
    }
    RunbookFacts facts = new RunbookFacts(settings, loaded.topology(), loaded.zones());
    return new OfflineRunbook(Optional.of(RecordJson.text(facts.view(environment))), List.of());
  }
}
