package dev.leeward.node;

import dev.leeward.config.Finding;
import dev.leeward.config.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything wrong with a configuration and its zones, by the same code path as a start.
 *
 * @param services what they are with profiles and defaults; none when the configuration is refused
 */
public record CheckReport(List<Problem> problems, List<ResultingService> services) {
  /**
   * One of them.
   *
   * @param line from 1; 0 for the file as a whole
   * @param page of the manual, with the anchor of the code
   */
  public record Problem(
      boolean error,
      String code,
      String page,
      String file,
      int line,
      String what,
      String whatToDo) {
    /** {@code file:line: what; what to do}. */
    @Override
    public String toString() {
      return file + ":" + line + ": " + what + "; " + whatToDo;
    }
  }

  public static CheckReport of(
      Path config, Optional<String> instance, Map<String, String> environment) {
    Loaded loaded = Loaded.load(config, instance, environment);
    return new CheckReport(
        loaded.findings().stream().map(CheckReport::problem).toList(),
        ResultingService.all(loaded.settings()));
  }

  private static Problem problem(Finding finding) {
    return new Problem(
        finding.isError(),
        finding.code(),
        finding.page(),
        finding.file(),
        finding.line(),
        finding.what(),
        finding.whatToDo());
  }

  public long errors() {
    return problems.stream().filter(Problem::error).count();
  }
}
