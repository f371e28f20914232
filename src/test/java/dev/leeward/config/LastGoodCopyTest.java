package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of a zone that does not load and of which there is a copy. */
class LastGoodCopyTest {
  private static final Name COM = Name.parse("example.com.");
  private static final Name NET = Name.parse("example.net.");
  private static final int LINE_OF_NET = 5;
  private static final String TWO_ZONES =
      """
      leeward {
        zones = [
          { origin = "example.com.", file = "example.com.zone" }
          { origin = "example.net.",
            file = "example.net.zone" }
        ]
        regions {
          us { networks = ["192.0.2.0/24"] }
          eu { networks = ["198.51.100.0/24"] }
        }
        checks { web { } }
        services { net { names = ["www.example.net"], check = web, regions = [us, eu] } }
      }
      """;
  private static final Loaded.Copy COPY =
      new Loaded.Copy(
          TestZones.parse(
              "example.net.",
              """
              $TTL 300
              @ SOA ns1.example.com. h 7 1 1 1 1
              @ NS ns1.example.com.
              www A 192.0.2.1
              www A 198.51.100.1
              """),
          Instant.parse("2026-01-02T03:04:05.678Z"));

  private final Path folder;
  private final Written written;
  private final List<String> asked = new ArrayList<>();

  LastGoodCopyTest(@TempDir Path folder) {
    this.folder = folder;
    written = new Written(folder).zone("example.com", "www A 192.0.2.1\n");
    written.file("example.net.zone", "this is no zone\n");
  }

  private Loaded load(String text) {
    return Loaded.load(
        written.file("leeward.conf", text),
        Optional.empty(),
        Map.of(),
        (directory, origin) -> {
          asked.add(directory + " " + origin);
          return origin.equals(NET) ? Optional.of(COPY) : Optional.empty();
        });
  }

  @Test
  void theCopyIsServedAsIfItsFileHadLoaded() {
    Loaded loaded = load(TWO_ZONES);
    assertNotNull(loaded.settings());
    assertEquals(Set.of(NET), loaded.lastGoodCopies());
    assertEquals(Set.of(), loaded.zones().notReady());
    Zone copy = loaded.zones().get(NET);
    assertNotNull(copy);
    assertEquals(7, copy.serial());
    assertEquals(2, loaded.topology().targets().size(), "its names are steered too");
  }

  @Test
  void itIsAnErrorAtTheZonesEntryBesideWhatIsWrongWithItsFile() {
    Loaded loaded = load(TWO_ZONES);
    Finding finding = Written.only(loaded, "serving-last-good-copy");
    assertTrue(finding.isError());
    assertEquals(
        folder.resolve("leeward.conf")
            + ":"
            + LINE_OF_NET
            + ": zone example.net. does not load; its last good copy is served, kept since"
            + " 2026-01-02T03:04:05Z; mend its file and reload",
        finding.toString());
    assertEquals(
        folder.resolve("example.net.zone").toString(), Written.only(loaded, "syntax-error").file());
  }

  @Test
  void onlyForAZoneThatDoesNotLoadACopyIsAskedFor() {
    load(TWO_ZONES.replace("regions {", "state-directory = kept\n  regions {"));
    assertEquals(List.of(folder.resolve("kept") + " example.net."), asked);

    asked.clear();
    written.zone("example.net", "www A 192.0.2.1\nwww A 198.51.100.1\n");
    Loaded sound = load(TWO_ZONES);
    assertEquals(List.of(), sound.findings());
    assertEquals(Set.of(), sound.lastGoodCopies());
    assertEquals(List.of(), asked);
  }

  @Test
  void aZoneWithoutACopyIsNotReady() {
    written.file("example.com.zone", "neither is this\n");
    Loaded loaded = load(TWO_ZONES);
    assertEquals(Set.of(COM), loaded.zones().notReady());
    assertEquals(Set.of(NET), loaded.lastGoodCopies());
    assertNull(loaded.zones().get(COM));
    assertNotNull(loaded.zones().get(NET));
  }

  @Test
  void checkAndReloadKnowNoCopies() {
    Loaded loaded = written.load(TWO_ZONES);
    assertTrue(loaded.hasErrors());
    assertEquals(Set.of(), loaded.lastGoodCopies());
    assertEquals(Set.of(NET), loaded.zones().notReady());
    assertFalse(
        loaded.findings().stream().anyMatch(each -> each.code().equals("serving-last-good-copy")));
  }
}
