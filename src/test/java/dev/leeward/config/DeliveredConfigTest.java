package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.cluster.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What config/ holds is loaded as a newcomer would. */
class DeliveredConfigTest {
  private final Path folder;

  DeliveredConfigTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void leewardConfServesItsZonesWithoutAFinding() {
    Loaded loaded = Loaded.load(Path.of("config/leeward.conf"), Optional.empty(), Map.of());
    assertEquals(List.of(), loaded.findings());
    assertEquals(2, loaded.zones().all().size());
    Settings settings = loaded.settings();
    assertNotNull(settings);
    assertEquals(Path.of("config/state").toAbsolutePath(), settings.stateDirectory());
    assertEquals(5300, settings.dns().addresses().getFirst().getPort());
    assertEquals(8053, settings.api().address().getPort());
  }

  @Test
  void threeConfIsThreeInstancesFromOneFile() throws IOException {
    Map<String, String> environment = copyWithKeys();
    int port = 5311;
    for (String name : List.of("iad-1", "fra-1", "sin-1")) {
      Loaded loaded =
          Loaded.load(folder.resolve("config/three.conf"), Optional.of(name), environment);
      assertEquals(List.of(), loaded.findings());
      Settings settings = loaded.settings();
      assertNotNull(settings);
      assertEquals(folder.resolve("config/state/" + name), settings.stateDirectory());
      assertEquals(port++, settings.dns().addresses().getFirst().getPort());
      assertEquals(2, settings.agreement().quorum());
    }
  }

  @Test
  void threeConfWithoutKeysTellsWhatToDo() {
    Loaded loaded = Loaded.load(Path.of("config/three.conf"), Optional.of("iad-1"), Map.of());
    assertEquals(
        3, loaded.findings().stream().filter(each -> each.code().equals("missing-key")).count());
  }

  /** Keys are made anew: none is in the repository. */
  private Map<String, String> copyWithKeys() throws IOException {
    for (String each : List.of("config", "zones")) {
      Files.createDirectory(folder.resolve(each));
      try (Stream<Path> files = Files.list(Path.of(each))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(each).resolve(file.getFileName()));
        }
      }
    }
    Path keys = Files.createDirectory(folder.resolve("config/keys"));
    Map<String, String> environment = new HashMap<>();
    environment.put("IAD_1_KEY", KeyFile.generate(keys.resolve("iad-1.key"), "iad-1"));
    environment.put("FRA_1_KEY", KeyFile.generate(keys.resolve("fra-1.key"), "fra-1"));
    environment.put("SIN_1_KEY", KeyFile.generate(keys.resolve("sin-1.key"), "sin-1"));
    return environment;
  }
}
