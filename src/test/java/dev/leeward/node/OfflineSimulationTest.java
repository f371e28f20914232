package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.KeyFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration that nobody runs would do after a loss. */
class OfflineSimulationTest {
  private final Path folder;
  private final Path config;

  OfflineSimulationTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $TTL 300
        @ IN SOA ns1 hostmaster 1 7200 900 1209600 60
        @ NS ns1
        ns1 A 203.0.113.1
        www A 192.0.2.10
        www A 198.51.100.10
        """);
    this.config =
        Files.writeString(
            folder.resolve("leeward.conf"),
            """
            leeward {
              instance = iad-1
              private-key-file = "iad-1.key"
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
              instances {
                iad-1 { region = us-east, link-address = "127.0.0.1:4101", public-key = "%s" }
                fra-1 { region = eu-west, link-address = "127.0.0.1:4111", public-key = "%s" }
                sin-1 { region = ap-south, link-address = "127.0.0.1:4121", public-key = "%s" }
              }
              regions {
                us-east.networks = ["192.0.2.0/24"], eu-west.networks = ["198.51.100.0/24"]
              }
              checks.web {}
              services.www {
                names = [www.example.com], check = web, regions = [us-east, eu-west]
              }
            }
            """
                .formatted(key("iad-1"), key("fra-1"), key("sin-1")));
  }

  private String key(String instance) throws IOException {
    return KeyFile.generate(folder.resolve(instance + ".key"), instance);
  }

  private JsonObject lose(String... words) throws Exception {
    OfflineSimulation simulation =
        OfflineSimulation.of(config, Optional.empty(), Map.of(), List.of(words));
    assertEquals(List.of(), simulation.problems());
    return new JsonObject(simulation.json().orElseThrow());
  }

  private static JsonObject www(JsonObject simulation) {
    return simulation.getJsonArray("services").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("name").equals("www"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRegionIsLostWithItsInstanceAndTheOthersDecide() throws Exception {
    JsonObject lost = lose("us-east");
    assertEquals(JsonArray.of("region us-east"), lost.getJsonArray("lost"));
    assertEquals(2, lost.getInteger("voters"));
    assertTrue(lost.getBoolean("decides"));
    assertEquals(JsonArray.of("eu-west"), www(lost).getJsonArray("after"));
    JsonObject detection = www(lost).getJsonObject("detection");
    assertTrue(detection.getDouble("refusing") < detection.getDouble("silent"));
    assertTrue(detection.getDouble("silent") < detection.getDouble("clients"));
  }

  @Test
  void twoInstancesLessDecideNothing() throws Exception {
    JsonObject lost = lose("us-east", "instance:fra-1");
    assertFalse(lost.getBoolean("decides"));
    assertEquals(
        "no quorum: 1 of 2 voters; the last agreed state is held", lost.getString("reason"));
    assertEquals(JsonArray.of("us-east"), www(lost).getJsonArray("after"));
    assertFalse(www(lost).getJsonArray("dead").isEmpty());
  }

  @Test
  void whatIsWrongIsListedAndNothingIsSimulated() throws Exception {
    Path broken = Files.writeString(folder.resolve("x.conf"), "leeward { zones = 3 }\n");
    OfflineSimulation simulation =
        OfflineSimulation.of(broken, Optional.empty(), Map.of(), List.of("us-east"));
    assertTrue(simulation.json().isEmpty());
    assertTrue(simulation.problems().getFirst().contains("x.conf:1"), simulation::toString);
    assertThrows(OfflineSimulation.UnknownWordException.class, () -> lose("moon"));
  }
}
