package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadRulesTest {
  private final Path folder;
  private final Written written;
  private final Map<String, String> keys = new HashMap<>();

  ReloadRulesTest(@TempDir Path folder) throws KeyFileException {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "").instance("a");
    for (String name : List.of("a", "b", "c", "d", "e")) {
      keys.put(name, KeyFile.generate(folder.resolve(name + ".key"), name));
    }
  }

  private Settings settings(String inLeeward) {
    return written.settings(
        "leeward {\n zones = [ { origin = example.com, file = example.com.zone } ]\n"
            + inLeeward
            + "\n}\n");
  }

  private Settings voters(String... names) {
    StringBuilder text = new StringBuilder("private-key-file = a.key\n");
    for (String name : names) {
      int host = name.charAt(0);
      text.append(
          "instances.%s { region = %s, link-address = \"10.0.0.%d:1\", public-key = \"%s\" }\n"
              .formatted(name, name, host, keys.get(name)));
    }
    return settings(text.toString());
  }

  private static List<String> subjects(Settings running, Settings next) {
    return ReloadRules.compare(running, next).stream()
        .peek(finding -> assertEquals("needs-restart", finding.code()))
        .map(finding -> finding.what().split(" ")[0])
        .toList();
  }

  @Test
  void whatIsTheSameMayBeReloaded() {
    assertEquals(List.of(), ReloadRules.compare(settings(""), settings("")));
  }

  @Test
  void everythingElseMayChange() {
    assertEquals(
        List.of(),
        ReloadRules.compare(
            settings(""), settings("log.level = debug, agreement.beat = 2s, answers.nsid = x")));
  }

  @Test
  void whatIsOpenedAtStartNeedsARestart() {
    Settings running = settings("");
    assertEquals(List.of("listen"), subjects(running, settings("listen.dns = [\"*:5353\"]")));
    assertEquals(List.of("listen"), subjects(running, settings("listen.api = \"[::1]:8053\"")));
    assertEquals(List.of("listen"), subjects(running, settings("listen.link = \"*:5801\"")));
    assertEquals(
        List.of("state-directory"), subjects(running, settings("state-directory = other")));
    assertEquals(
        List.of("private-key-file"), subjects(running, settings("private-key-file = other")));
    assertEquals(List.of("cluster"), subjects(running, settings("cluster = other")));
    written.instance("z");
    assertEquals(List.of("instance"), subjects(running, settings("")));
  }

  @Test
  void oneVoterAtATimeMayComeOrGo() {
    assertEquals(List.of(), ReloadRules.compare(voters("a", "b", "c"), voters("a", "b", "c", "d")));
    assertEquals(List.of(), ReloadRules.compare(voters("a", "b", "c", "d"), voters("a", "b", "c")));
  }

  @Test
  void oldAndNewMajoritiesAlwaysMeet() {
    for (Settings next : List.of(voters("a", "b", "d"), voters("a", "b", "c", "d", "e"))) {
      List<Finding> findings = ReloadRules.compare(voters("a", "b", "c"), next);
      assertEquals(1, findings.size());
      assertEquals("too-many-voters-changed", findings.getFirst().code());
      assertSays("add or remove one at a time", findings.getFirst());
    }
  }
}
