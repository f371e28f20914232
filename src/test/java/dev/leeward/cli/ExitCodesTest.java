package dev.leeward.cli;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's exit codes are those that there are, and what each says happens. */
class ExitCodesTest {
  /** From the launcher, before there is a process of this kind. */
  private static final int OF_THE_LAUNCHER = 69;

  private static final String ZONE =
      "$TTL 300\n@ SOA ns1 hostmaster 1 7200 900 1209600 60\n@ NS ns1\nns1 A 203.0.113.1\n";

  private final Path folder;

  private static int run(String... words) {
    StringWriter said = new StringWriter();
    return Leeward.run(words, new PrintWriter(said), new PrintWriter(said));
  }

  ExitCodesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String configuration(String zone, String more) throws IOException {
    Files.writeString(folder.resolve("zone"), zone);
    return Files.writeString(
            folder.resolve("leeward.conf"),
            "leeward { instance = one, state-directory = state\n"
                + "zones = [{ origin = \"example.com.\", file = zone }]\n"
                + more
                + "}\n")
        .toString();
  }

  @Test
  void theManualsTableIsComplete() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/commands.md"));
    Set<Integer> written =
        Pattern.compile("(?m)^\\| (\\d+) \\|")
            .matcher(page)
            .results()
            .map(row -> Integer.valueOf(row.group(1)))
            .collect(toCollection(TreeSet::new));
    Set<Integer> real = new TreeSet<>(Set.of(OF_THE_LAUNCHER));
    Arrays.stream(ExitCode.class.getDeclaredFields()).map(ExitCodesTest::value).forEach(real::add);
    assertEquals(real, written);
  }

  private static int value(Field code) {
    try {
      return code.getInt(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theManualHasEveryCommand() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/commands.md"));
    Leeward.whole()
        .getSubcommands()
        .forEach((command, line) -> {
          boolean isHidden = line.getCommandSpec().usageMessage().hidden();
          assertTrue(isHidden || page.contains("| `leeward " + command), "no row for " + command);
        });
  }

  @Test
  void zeroIsDone() throws IOException {
    assertEquals(0, run("check", "--config", configuration(ZONE, "")));
    assertEquals(0, run("--help"));
  }

  @Test
  void oneIsDoneWithWarningsWhereTheyCount() throws IOException {
    String unused = configuration(ZONE, "checks { web { type = tcp, port = 80 } }\n");
    assertEquals(0, run("check", "--config", unused));
    assertEquals(1, run("check", "--strict", "--config", unused));
  }

  @Test
  void twoIsARefusedConfiguration() throws IOException {
    String wrong = configuration(ZONE, "loog.level = info\n");
    assertEquals(2, run("check", "--config", wrong));
    assertEquals(2, run("serve", "--config", wrong));
    assertEquals(2, run("notify-test", "ops", "--config", wrong));
  }

  @Test
  void threeIsWhatWasNotTaken() throws IOException {
    String refused = configuration(ZONE, "notifications.ops { url = \"http://127.0.0.1:1/\" }\n");
    assertEquals(3, run("notify-test", "ops", "--config", refused));
  }

  @Test
  void fourIsNobodyThere() {
    assertEquals(4, run("status", "--api", "http://127.0.0.1:1"));
  }

  @Test
  void sixtyFourIsWrongUsage() {
    assertEquals(64, run());
    assertEquals(64, run("drain"));
    assertEquals(64, run("dance"));
    assertEquals(64, run("completion", "fish"));
  }
}
