package dev.leeward.cli;

import java.io.Console;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "status", description = "regions, services, what is served, who votes what")
final class StatusCommand extends ClientCommand {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  @Option(names = "--watch", description = "again every second, until interrupted")
  boolean watch;

  @Option(names = "--targets", description = "the last probes of each endpoint, and the next one")
  boolean targets;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get(targets ? "/api/v1/targets" : "/api/v1/status", Map.of());
  }

  @Override
  String text(JsonNode answer) {
    return targets ? TargetsText.of(answer) : StatusText.of(answer);
  }

  @Override
  public Integer call() {
    int code = super.call();
    while (watch && code == ExitCode.DONE) {
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        return code;
      }
      if (!api.json && isTerminal()) {
        out().print(CLEAR_SCREEN);
      }
      api.chooseAgain();
      code = super.call();
    }
    return code;
  }

  /** Since JDK 22 there is a console without a terminal, too. */
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
