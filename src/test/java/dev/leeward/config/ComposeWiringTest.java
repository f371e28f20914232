package dev.leeward.config;

import static dev.leeward.config.ComposeFile.INSTANCES;
import static dev.leeward.config.ComposeFile.list;
import static dev.leeward.config.ComposeFile.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every name, file, port and address in the compose file leads somewhere. */
class ComposeWiringTest {
  private static final String API_PORT = "8053";
  private static final Path IMAGE = ComposeFile.FOLDER.resolve("Dockerfile");

  private final ComposeFile compose;

  ComposeWiringTest() throws IOException {
    compose = new ComposeFile();
  }

  @Test
  void everyServiceHasAnImageAndWaitsForServicesThatThereAre() {
    for (String service : compose.services()) {
      assertNotNull(compose.service(service).get("image"), service + " has no image");
      List<String> needs = compose.needs(service);
      assertTrue(compose.services().containsAll(needs), service + " waits for " + needs);
    }
  }

  @Test
  void everyFileThatIsMountedExistsAndEveryVolumeIsDeclaredAndUsed() {
    TreeSet<String> used = new TreeSet<>();
    for (String service : compose.services()) {
      for (String volume : compose.texts(service, "volumes")) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith("./")) {
          assertTrue(
              Files.exists(ComposeFile.FOLDER.resolve(source)), service + " mounts " + source);
          assertTrue(volume.endsWith(":ro"), service + " can write to " + source);
        } else {
          used.add(source);
        }
      }
    }
    assertEquals(new TreeSet<>(compose.volumes()), used);
  }

  @Test
  void addressesAreOfTheNetworkAndNoneIsGivenTwice() {
    String[] subnet = compose.subnet().split("/", 2);
    int hostBits = Integer.SIZE - Integer.parseInt(subnet[1]);
    List<String> given =
        compose.services().stream().filter(compose::hasAddress).map(compose::address).toList();
    assertTrue(given.size() > INSTANCES.size(), given::toString);
    assertEquals(given.size(), new TreeSet<>(given).size(), given::toString);
    for (String address : given) {
      assertEquals(number(subnet[0]) >>> hostBits, number(address) >>> hostBits, address);
    }
  }

  private static int number(String address) {
    return ByteBuffer.wrap(Inet4Address.ofLiteral(address).getAddress()).getInt();
  }

  @Test
  void onlyLoopbackIsPublishedAndNoPortTwice() {
    List<String> published = new ArrayList<>();
    for (String service : compose.services()) {
      for (String port : compose.texts(service, "ports")) {
        assertTrue(port.startsWith("127.0.0.1:"), service + " publishes " + port);
        String protocol = port.endsWith("/udp") ? "udp" : "tcp";
        published.add(port.split(":", 3)[1] + "/" + protocol);
      }
    }
    assertEquals(published.size(), new TreeSet<>(published).size(), published::toString);
  }

  @Test
  void anInstanceHasNoRightsThatItDoesNotNeedAndAVolumeForItsState() throws IOException {
    String configuration =
        Files.readString(ComposeFile.FOLDER.resolve("compose").resolve("leeward.conf"));
    assertTrue(configuration.contains("state-directory = \"/var/lib/leeward\""), configuration);
    for (String instance : INSTANCES) {
      Map<?, ?> service = compose.service(instance);
      assertEquals(true, service.get("read_only"), instance);
      assertEquals(List.of("ALL"), compose.texts(instance, "cap_drop"), instance);
      assertEquals(
          List.of("no-new-privileges:true"), compose.texts(instance, "security_opt"), instance);
      // Without this line port 53 is refused wherever the engine does not set it by itself.
      assertEquals("0", map(service.get("sysctls")).get("net.ipv4.ip_unprivileged_port_start"));
      assertNotNull(service.get("mem_limit"), instance);
      List<String> volumes = compose.texts(instance, "volumes");
      assertTrue(volumes.contains(instance + ":/var/lib/leeward"), volumes::toString);
      assertEquals(instance, map(service.get("environment")).get("LEEWARD_INSTANCE"));
    }
  }

  @Test
  void aKeyIsMadeForEveryInstance() throws IOException {
    String script = Files.readString(ComposeFile.FOLDER.resolve("compose").resolve("make-keys"));
    assertTrue(script.contains("for instance in " + String.join(" ", INSTANCES) + "; do"), script);
  }

  @Test
  void prometheusScrapesEveryInstanceWithATokenThatItCanRead() throws IOException {
    Map<?, ?> job =
        map(list(ComposeFile.yaml("prometheus/prometheus.yml").get("scrape_configs")).getFirst());
    assertEquals(
        INSTANCES.stream().map(each -> each + ":" + API_PORT).toList(),
        map(list(job.get("static_configs")).getFirst()).get("targets"));
    for (String instance : INSTANCES) {
      assertTrue(publishes(instance, API_PORT), instance);
    }
    String token = String.valueOf(map(job.get("authorization")).get("credentials_file"));
    String folder = token.substring(0, token.lastIndexOf('/'));
    assertTrue(mounts("prometheus", "keys", folder), token);
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboard() throws IOException {
    Map<?, ?> source = first("datasources/prometheus.yml", "datasources");
    URI url = URI.create(String.valueOf(source.get("url")));
    assertTrue(
        publishes(String.valueOf(url.getHost()), String.valueOf(url.getPort())), url::toString);
    String dashboard =
        Files.readString(ComposeFile.FOLDER.resolve("grafana/dashboards/leeward.json"));
    Pattern.compile("\"type\": \"prometheus\",\\s*\"uid\": \"([^\"]*)\"")
        .matcher(dashboard)
        .results()
        .forEach(each -> assertEquals(source.get("uid"), each.group(1)));
    String path =
        String.valueOf(
            map(first("dashboards/leeward.yml", "providers").get("options")).get("path"));
    assertTrue(mounts("grafana", "./grafana/dashboards", path), path);
    for (String kind : List.of("datasources", "dashboards")) {
      assertTrue(
          mounts("grafana", "./grafana/provisioning/" + kind, "/etc/grafana/provisioning/" + kind));
    }
  }

  @Test
  void whatTheImageCopiesIsGivenToItsBuild() throws IOException {
    List<String> given = Files.readAllLines(Path.of(".dockerignore"));
    List<String> copied =
        Pattern.compile("(?m)^COPY (?:--chmod=\\d+ )?(docker/\\S+) ")
            .matcher(Files.readString(IMAGE))
            .results()
            .map(each -> each.group(1))
            .toList();
    assertEquals(List.of("docker/leeward.conf", "docker/ready"), copied);
    for (String file : copied) {
      assertTrue(Files.exists(Path.of(file)), file);
      assertTrue(given.contains("!" + file), given::toString);
    }
  }

  private static Map<?, ?> first(String file, String key) throws IOException {
    return map(list(ComposeFile.yaml("grafana/provisioning/" + file).get(key)).getFirst());
  }

  private boolean publishes(String service, String port) {
    return compose.texts(service, "ports").stream().anyMatch(each -> each.endsWith(":" + port));
  }

  private boolean mounts(String service, String source, String folder) {
    return compose.texts(service, "volumes").contains(source + ":" + folder + ":ro");
  }
}
