package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.node.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start would wait for: libraries that it has no use for, and that no cache can hold. */
class LoadedClassesTest {
  private static final List<String> UNWANTED = List.of("org.bouncycastle.", "picocli.");

  private final Path folder;
  private final int dns = Scenes.freePorts();
  private final int api = Scenes.freePorts();

  LoadedClassesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   127.0.0.1
        www  300 A   127.78.1.10
        """);
  }

  @Test
  void aSingleInstanceStartsWithoutThem() throws Exception {
    assertEquals(
        List.of(),
        unwanted(
            "instance = one, listen { dns = [\"127.0.0.1:%d\"], api = \"127.0.0.1:%d\" }"
                .formatted(dns, api),
            "--config",
            "leeward.conf"));
  }

  @Test
  void soDoesOneWithAPeer() throws Exception {
    assertEquals(
        List.of(),
        unwanted(
            """
            cluster = loaded
            instances {
              one { region = here, %s, listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
              two { region = there, %s, listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
            }
            agreement.cold-start-wait = 100ms
            """
                .formatted(
                    link("one"), dns, api, link("two"), Scenes.freePorts(), Scenes.freePorts()),
            "--config",
            "leeward.conf",
            "--instance",
            "one"));
  }

  private String link(String instance) throws Exception {
    Path key = folder.resolve(instance + ".key");
    return "link-address = \"127.0.0.1:%d\", public-key = \"%s\", private-key-file = \"%s\""
        .formatted(Scenes.freePorts(), Keys.generate(key), key);
  }

  private List<String> unwanted(String settings, String... arguments) throws Exception {
    Path config = folder.resolve("leeward.conf");
    Files.writeString(
        config,
        """
        leeward {
          %s
          state-directory = state
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
        }
        """
            .formatted(settings));
    Path classes = folder.resolve("classes.log");
    String[] words = new String[arguments.length + 1];
    words[0] = "serve";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].equals("leeward.conf") ? config.toString() : arguments[i];
    }
    try (LeewardProcess process =
        LeewardProcess.start(
            folder.resolve("leeward.log"),
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + classes),
            words)) {
      Scenes.await(
          "it answers",
          Duration.ofSeconds(30),
          () -> Scenes.addresses(dns, "www.example.com.").contains("127.78.1.10"));
      assertEquals(0, process.stop(), process.output());
    }
    List<String> loaded = Files.readAllLines(classes);
    assertTrue(loaded.stream().anyMatch(line -> line.contains("dev.leeward.Main ")));
    return loaded.stream()
        .filter(line -> UNWANTED.stream().anyMatch(line::contains))
        .filter(line -> !line.contains("dev.leeward."))
        .limit(3)
        .toList();
  }
}
