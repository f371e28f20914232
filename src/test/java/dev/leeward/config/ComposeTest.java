package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.KeyFile;
import dev.leeward.topology.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file is one, and what it runs has the addresses that it gives. */
class ComposeTest {
  private static final Path DOCKER = Path.of("docker");
  private static final List<String> INSTANCES = List.of("iad-1", "fra-1", "sin-1");

  @TempDir Path folder = Path.of("");

  private static Map<?, ?> map(@Nullable Object value) {
    return assertInstanceOf(Map.class, value);
  }

  private static Map<?, ?> services() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> compose = map(yaml.load(Files.readString(DOCKER.resolve("compose.yaml"))));
    return map(compose.get("services"));
  }

  private static String address(@Nullable Object service) {
    Map<?, ?> network = map(map(map(service).get("networks")).get("leeward"));
    return String.valueOf(network.get("ipv4_address"));
  }

  @Test
  void everyServiceHasAnImageAndFilesThatExist() throws IOException {
    for (Map.Entry<?, ?> service : services().entrySet()) {
      assertNotNull(map(service.getValue()).get("image"), service.getKey() + " has no image");
      Object volumes = map(service.getValue()).get("volumes");
      for (Object volume : assertInstanceOf(List.class, volumes)) {
        String source = volume.toString().substring(0, volume.toString().indexOf(':'));
        assertTrue(
            !source.startsWith("./") || Files.exists(DOCKER.resolve(source)),
            service.getKey() + " mounts " + source);
      }
    }
  }

  @Test
  void itsConfigurationIsSoundWithTheAddressesOfTheComposeFile() throws Exception {
    Map<String, String> given = new TreeMap<>();
    services()
        .forEach((name, service) -> {
          if (INSTANCES.contains(name)) {
            given.put(name.toString(), address(service));
          }
        });
    Loaded loaded = Loaded.load(configuration(), Optional.of("iad-1"), Map.of());
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
    Loaded loaded = Loaded.load(configuration(), Optional.of("iad-1"), Map.of());
    Map<?, ?> services = services();
    List<String> backends =
        List.of("us-east", "eu-west").stream().map(each -> address(services.get(each))).toList();
    assertEquals(
        backends,
        loaded.topology().services().getFirst().targets().stream()
            .map(target -> target.endpoint().toString())
            .toList());
  }

  /** With keys as the service that makes them leaves them. */
  private Path configuration() throws Exception {
    StringBuilder keys = new StringBuilder();
    for (String name : INSTANCES) {
      String key = KeyFile.generate(folder.resolve(name + ".key"), name);
      keys.append("leeward.instances.%s.public-key = \"%s\"%n".formatted(name, key));
    }
    Files.writeString(folder.resolve("keys.conf"), keys);
    Files.writeString(folder.resolve("tokens"), "operator admin sha256:" + "0f".repeat(32) + "\n");
    Path compose = DOCKER.resolve("compose");
    Files.copy(compose.resolve("example.com.zone"), folder.resolve("example.com.zone"));
    String text = Files.readString(compose.resolve("leeward.conf")).replace("/keys/", folder + "/");
    return Files.writeString(folder.resolve("leeward.conf"), text);
  }
}
