package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker/compose.yaml as it is written, with its anchors resolved. */
final class ComposeFile {
  static final Path FOLDER = Path.of("docker");
  static final List<String> INSTANCES = List.of("iad-1", "fra-1", "sin-1");
  static final List<String> BACKENDS = List.of("us-east", "eu-west");

  private final Map<?, ?> whole;

  ComposeFile() throws IOException {
    whole = yaml("compose.yaml");
  }

  static Map<?, ?> yaml(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return map(yaml.load(Files.readString(FOLDER.resolve(file))));
  }

  static Map<?, ?> map(@Nullable Object value) {
    return assertInstanceOf(Map.class, value);
  }

  static List<?> list(@Nullable Object value) {
    return assertInstanceOf(List.class, value);
  }

  List<String> services() {
    return names(map(whole.get("services")));
  }

  Map<?, ?> service(String name) {
    return map(map(whole.get("services")).get(name));
  }

  /** What a list of the service holds; empty if there is none. */
  List<String> texts(String service, String key) {
    Object value = service(service).get(key);
    return value == null ? List.of() : list(value).stream().map(String::valueOf).toList();
  }

  /** The services that it waits for, with or without a condition. */
  List<String> needs(String service) {
    Object value = service(service).get("depends_on");
    return value instanceof Map<?, ?> conditions ? names(conditions) : texts(service, "depends_on");
  }

  boolean hasAddress(String service) {
    return service(service).containsKey("networks");
  }

  String address(String service) {
    Map<?, ?> network = map(map(service(service).get("networks")).get("leeward"));
    return String.valueOf(network.get("ipv4_address"));
  }

  String subnet() {
    Map<?, ?> ipam = map(map(map(whole.get("networks")).get("leeward")).get("ipam"));
    return String.valueOf(map(list(ipam.get("config")).getFirst()).get("subnet"));
  }

  List<String> volumes() {
    return names(map(whole.get("volumes")));
  }

  private static List<String> names(Map<?, ?> map) {
    return map.keySet().stream().map(String::valueOf).toList();
  }
}
