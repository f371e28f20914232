package dev.leeward.node;

import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.control.RecordJson;
import dev.leeward.failover.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loss would do to a configuration that nobody runs, everything taken to be healthy.
 *
 * @param json as the API's answer has it; empty when the configuration is refused
 * @param problems what is wrong with the configuration; none when there is an answer
 */
public record OfflineSimulation(Optional<String> json, List<String> problems) {
  public OfflineSimulation {
    problems = List.copyOf(problems);
  }

  /** A word that names nothing; the message says what would. */
  public static final class UnknownWordException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownWordException(Loss.UnknownException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * @param words names of regions, instances and endpoints
   */
  public static OfflineSimulation of(
      Path config, Optional<String> instance, Map<String, String> environment, List<String> words)
      throws UnknownWordException {
    Loaded loaded = Loaded.load(config, instance, environment);
    Settings settings = loaded.settings();
    if (settings == null || loaded.hasErrors()) {
      List<String> problems =
          loaded.findings().stream().filter(each -> each.isError()).map(Object::toString).toList();
      return new OfflineSimulation(Optional.empty(), problems);
    }
    try {
      String json = RecordJson.text(Simulate.offline(settings, loaded).lose(words));
      return new OfflineSimulation(Optional.of(json), List.of());
    } catch (Loss.UnknownException e) {
      throw new UnknownWordException(e);
    }
  }
}
