package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.cluster.KeyFile;
import dev.leeward.topology.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compose file runs is configured for the addresses that it gives. */
class ComposeTest {
  @TempDir Path folder = Path.of("");

  @Test
  void itsConfigurationIsSoundWithTheAddressesOfTheComposeFile() throws Exception {
    ComposeFile compose = new ComposeFile();
    Map<String, String> given = new TreeMap<>();
    ComposeFile.INSTANCES.forEach(each -> given.put(each, compose.address(each)));
    Loaded loaded = load();
    // Its network is one host's own.
    assertEquals(
        List.of("api-without-tls"), loaded.findings().stream().map(Finding::code).toList());
    Settings settings = loaded.settings();
    assertNotNull(settings);
    Map<String, String> configured = new TreeMap<>();
    for (Instance instance : settings.instances()) {
      configured.put(instance.name(), instance.linkAddress().getAddress().getHostAddress());
    }
    assertEquals(configured, given);
  }

  @Test
  void itsZonePointsAtTheBackendsOfTheComposeFile() throws Exception {
    ComposeFile compose = new ComposeFile();
    assertEquals(
        ComposeFile.BACKENDS.stream().map(compose::address).toList(),
        load().topology().services().getFirst().targets().stream()
            .map(target -> target.endpoint().toString())
            .toList());
  }

  private Loaded load() throws Exception {
    return Loaded.load(configuration(), Optional.of("iad-1"), Map.of());
  }

  /** With keys as the service that makes them leaves them. */
  private Path configuration() throws Exception {
    StringBuilder keys = new StringBuilder();
    for (String name : ComposeFile.INSTANCES) {
      String key = KeyFile.generate(folder.resolve(name + ".key"), name);
      keys.append("leeward.instances.%s.public-key = \"%s\"%n".formatted(name, key));
    }
    Files.writeString(folder.resolve("keys.conf"), keys);
    Files.writeString(folder.resolve("tokens"), "operator admin sha256:" + "0f".repeat(32) + "\n");
    Path compose = ComposeFile.FOLDER.resolve("compose");
    Files.copy(compose.resolve("example.com.zone"), folder.resolve("example.com.zone"));
    String text = Files.readString(compose.resolve("leeward.conf")).replace("/keys/", folder + "/");
    return Files.writeString(folder.resolve("leeward.conf"), text);
  }
}
