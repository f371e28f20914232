package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.zone.Zone;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedTest {
  private static final String TWO_ZONES =
      """
      leeward {
        zones = [
          { origin = "example.com.", file = "example.com.zone" }
          { origin = "example.net.",
            file = "example.net.zone" } # <- CODE
        ]
        regions {
          us { networks = ["192.0.2.0/24"] }
          eu { networks = ["198.51.100.0/24"] }
        }
        checks { web { } }
        services {
          net { names = ["www.example.net"], check = web, regions = [us, eu] }
          com { names = ["www.example.com"], check = web, regions = [us, eu] }
        }
      }
      """;

  private final Path folder;
  private final Written written;

  LoadedTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "www A 192.0.2.1\nwww A 198.51.100.1\n");
  }

  @Test
  void aZoneWithoutFileIsNotReadyAndStopsNoOther() {
    Loaded loaded = written.assertFindings(TWO_ZONES.replace("CODE", "unreadable-file"));
    assertNotNull(loaded.settings());
    assertTrue(loaded.hasErrors());
    assertEquals(Set.of(Name.parse("example.net.")), loaded.zones().notReady());
    assertNotNull(loaded.zones().find(Name.parse("www.example.com.")));
    assertSays("there is no file", Written.only(loaded, "unreadable-file"));
  }

  @Test
  void aZonesDefectsHaveTheLinesOfItsFile() {
    written.zone("example.net", "www A 192.0.2.256\nwww A 198.51.100.2\n");
    Loaded loaded = written.assertFindings(TWO_ZONES.replace(" # <- CODE", ""));
    Finding finding = Written.only(loaded, "syntax-error");
    assertEquals(folder.resolve("example.net.zone").toString(), finding.file());
    assertEquals(5, finding.line());
    assertEquals(Set.of(Name.parse("example.net.")), loaded.zones().notReady());
  }

  @Test
  void aZonesDefectsAreListedBesideTheConfigurationsErrors() {
    written.zone("example.net", "www A 192.0.2.256\n");
    Loaded loaded =
        written.assertFindings(
            TWO_ZONES
                .replace(" # <- CODE", "")
                .replace("checks {", "agreement.beat = 1 # <- bad-value\n checks {"));
    assertNull(loaded.settings());
    Written.only(loaded, "syntax-error");
  }

  @Test
  void steeredNamesAreInTheOrderOfTheConfiguration() {
    written.zone("example.net", "www A 192.0.2.2\nwww A 198.51.100.2\n");
    Loaded loaded = written.assertFindings(TWO_ZONES.replace(" # <- CODE", ""));
    Settings settings = loaded.settings();
    assertNotNull(settings);
    for (int i = 0; i < settings.steeredNames().size(); i++) {
      Name name = settings.steeredNames().get(i);
      assertEquals(i, steeredIndex(loaded, name));
    }
    assertEquals(4, loaded.topology().targets().size());
  }

  private static int steeredIndex(Loaded loaded, Name name) {
    Zone zone = Objects.requireNonNull(loaded.zones().find(name));
    return Objects.requireNonNull(zone.node(name)).steeredIndex();
  }
}
