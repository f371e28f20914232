package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --config leeward.conf",
        "serve --config leeward.conf --instance iad-1",
        "serve --instance iad-1 --config leeward.conf",
        "serve --strict --config /etc/leeward/leeward.conf",
        "serve --config a --strict --instance b",
        "serve --config serve",
      })
  void plainWordsMeanWhatTheCommandReadsFromThem(String words) {
    String[] arguments = words.split(" ");
    ServeCommand command = new ServeCommand();
    CommandLine line = new CommandLine(new Leeward()).addSubcommand("serve", command);
    line.parseArgs(arguments);
    assertEquals(
        Optional.of(
            new Serve(command.config, Optional.ofNullable(command.instance), command.strict)),
        Serve.plain(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status",
        "serve",
        "serve --help",
        "serve -h --config a",
        "serve --config",
        "serve --config=a",
        "serve --config --strict",
        "serve --config @words",
        "serve --config \"a\"",
        "serve --config a --config b",
        "serve --config a --strict --strict",
        "serve --config a --instance",
        "serve --config a --instance -b",
        "serve --config a b",
        "serve --config a --strictly",
        "serve --strict",
        "--help serve --config a",
      })
  void allElseIsLeftToTheCommand(String words) {
    assertEquals(Optional.empty(), Serve.plain(words.isEmpty() ? new String[0] : words.split(" ")));
  }
}
