package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** reference.conf holds every key that is accepted, and no other, each explained. */
class ReferenceTest {
  /** Far from every key, so that the finding lists what is known at its place. */
  private static final String UNKNOWN = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

  private static final String EVERY_SECTION =
      """
      leeward {
        listen { X }
        zones = [ { X } ]
        instances { one { X, listen { X } } }
        regions { one { X } }
        checks { one { X } }
        services { one { X, failback { X }, safety { X } } }
        safety { X }
        agreement { X }
        explain { X }
        answers { X }
        log { X }
        probes { X }
        X
      }
      """
          .replace("X", UNKNOWN + " = 1");

  /** A section as a finding names it, to where reference.conf explains its keys. */
  private static final Map<String, String> EXPLAINED_IN =
      Map.of(
          "leeward.zones[0]", "leeward-defaults.zone",
          "leeward.instances.one", "leeward-defaults.instance",
          "leeward.instances.one.listen", "leeward.listen",
          "leeward.regions.one", "leeward-defaults.region",
          "leeward.checks.one", "leeward-defaults.check",
          "leeward.services.one", "leeward-defaults.service",
          "leeward.services.one.failback", "leeward-defaults.service.failback",
          "leeward.services.one.safety", "leeward-defaults.service.safety");

  private static final Config REFERENCE = ConfigFactory.parseResources("reference.conf");

  private final Path folder;

  ReferenceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Map<String, Set<String>> accepted() {
    Map<String, Set<String>> accepted = new TreeMap<>();
    for (Finding finding : new Written(folder).load(EVERY_SECTION).findings()) {
      if (finding.code().equals("unknown-key")) {
        String path = finding.what().substring("unknown key ".length());
        String section = path.substring(0, path.length() - UNKNOWN.length() - 1);
        String known = finding.whatToDo().substring("remove it; known here: ".length());
        accepted.put(
            EXPLAINED_IN.getOrDefault(section, section), new TreeSet<>(Set.of(known.split(", "))));
      }
    }
    return accepted;
  }

  @Test
  void itHoldsExactlyTheKeysThatAreAccepted() {
    Map<String, Set<String>> accepted = accepted();
    assertEquals(15, accepted.size(), accepted.keySet()::toString);
    accepted.forEach((section, keys) ->
        assertEquals(keys, new TreeSet<>(REFERENCE.getObject(section).keySet()), section));
  }

  @Test
  void everyKeyIsExplainedAboveIt() {
    assertExplained("leeward", REFERENCE.getObject("leeward"));
    REFERENCE
        .getObject("leeward-defaults")
        .forEach((name, section) -> assertExplained(name, (ConfigObject) section));
  }

  @Test
  void aProfilePresetsOnlyWhatHasADefault() {
    for (String profile : Set.of("stateless", "stateful")) {
      for (String of : Set.of("service", "check")) {
        Config preset = REFERENCE.getConfig("leeward-profiles." + profile + "." + of);
        Config defaults = REFERENCE.getConfig("leeward-defaults." + of);
        preset
            .entrySet()
            .forEach(entry -> assertTrue(defaults.hasPath(entry.getKey()), entry::getKey));
      }
    }
  }

  private static void assertExplained(String path, ConfigObject section) {
    for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
      String at = path + "." + entry.getKey();
      assertFalse(entry.getValue().origin().comments().isEmpty(), at + " is not explained");
      if (entry.getValue() instanceof ConfigObject inner) {
        assertExplained(at, inner);
      }
    }
  }

  @Test
  void whatIsNotBuiltYetIsNoKey() {
    assertTrue(
        accepted().getOrDefault("leeward", Set.of()).stream()
            .noneMatch(Set.of("tracing")::contains));
  }
}
