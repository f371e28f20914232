package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.config.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload thinks of zones that all load. */
class ZoneReloadRulesTest {
  private static final String ONE_ZONE =
      "leeward.zones = [ { origin = example.com, file = example.com.zone } ]\n";

  private final Path file;
  private final Written written;

  ZoneReloadRulesTest(@TempDir Path folder) {
    file = folder.resolve("example.com.zone");
    written = new Written(folder);
  }

  /** The zone with that many records, of which the SOA is one. */
  private Loaded loaded(long serial, int records, String configuration) {
    StringBuilder zone = new StringBuilder("$TTL 300\n@ SOA ns1 h %d 1 1 1 1\n".formatted(serial));
    zone.append("@ NS ns1\nns1 A 192.0.2.1\n");
    for (int i = 3; i < records; i++) {
      zone.append("host%d A 192.0.2.2\n".formatted(i));
    }
    written.file("example.com.zone", zone.toString());
    Loaded loaded = written.load(configuration);
    assertTrue(loaded.findings().isEmpty(), loaded.findings().toString());
    return loaded;
  }

  private Loaded loaded(long serial, int records) {
    return loaded(serial, records, ONE_ZONE);
  }

  private static List<String> codes(Loaded running, Loaded next) {
    return ReloadRules.compareZones(running, next, false).stream().map(Finding::code).toList();
  }

  private static Finding only(Loaded running, Loaded next, boolean force) {
    List<Finding> findings = ReloadRules.compareZones(running, next, force);
    assertEquals(1, findings.size(), findings.toString());
    return findings.getFirst();
  }

  @Test
  void aZoneThatLosesMoreThanItMayIsRefusedWithBothNumbers() {
    Finding refusal = only(loaded(1, 10), loaded(2, 7), false);
    assertEquals(Severity.ERROR, refusal.severity());
    assertEquals("zone-shrinks", refusal.code());
    assertEquals(
        file
            + ": zone example.com. shrinks from 10 records to 7, by more than reload.max-shrink ="
            + " 0.2; look whether the file is whole; if it is meant, reload with --force",
        refusal.toString());
  }

  @Test
  void aZoneMayLoseExactlyTheShareThatIsConfigured() {
    assertEquals(List.of(), codes(loaded(1, 10), loaded(2, 8)));
    assertEquals(List.of("zone-shrinks"), codes(loaded(1, 9), loaded(2, 7)));
  }

  @Test
  void aZoneMayGrowAsItLikes() {
    assertEquals(List.of(), codes(loaded(1, 3), loaded(2, 300)));
  }

  @Test
  void forceMakesAWarningOfARefusal() {
    Finding warning = only(loaded(1, 10), loaded(2, 3), true);
    assertEquals(Severity.WARNING, warning.severity());
    assertEquals("zone-shrinks", warning.code());
  }

  @Test
  void theShareIsThatOfTheConfigurationThatIsReloaded() {
    String none = ONE_ZONE + "leeward.reload.max-shrink = 0\n";
    assertEquals(List.of("zone-shrinks"), codes(loaded(1, 10), loaded(2, 9, none)));
    String all = ONE_ZONE + "leeward.reload.max-shrink = 1\n";
    assertEquals(List.of(), codes(loaded(1, 300, none), loaded(2, 3, all)));
  }

  @Test
  void everyShareThatCanBeWrittenIsMetExactly() {
    for (int percent = 1; percent < 100; percent++) {
      String share = ONE_ZONE + "leeward.reload.max-shrink = 0.%02d\n".formatted(percent);
      if (percent <= 97) {
        assertEquals(List.of(), codes(loaded(1, 100), loaded(2, 100 - percent, share)), share);
      }
      if (percent < 97) {
        assertEquals(
            List.of("zone-shrinks"),
            codes(loaded(1, 100), loaded(2, 100 - percent - 1, share)),
            share);
      }
    }
  }

  @Test
  void aChangeWithoutANewSerialIsPointedOut() {
    Finding warning = only(loaded(5, 10), loaded(5, 11), false);
    assertEquals(Severity.WARNING, warning.severity());
    assertEquals("serial-unchanged", warning.code());
    assertEquals(
        file
            + ": zone example.com. changed, its serial 5 did not; raise the serial with every"
            + " change: secondaries go by it",
        warning.toString());
  }

  @Test
  void aSerialThatGoesBackIsPointedOut() {
    Finding warning = only(loaded(5, 10), loaded(4, 10), false);
    assertEquals(Severity.WARNING, warning.severity());
    assertEquals("serial-backwards", warning.code());
    assertEquals(
        file
            + ": zone example.com. changed, its serial went back from 5 to 4; raise the serial with"
            + " every change: secondaries go by it",
        warning.toString());
  }

  @Test
  void serialsAreComparedAsRfc1982Says() {
    assertEquals(List.of(), codes(loaded(0xFFFF_FFFFL, 4), loaded(0, 4)));
    assertEquals(List.of("serial-backwards"), codes(loaded(0, 4), loaded(0xFFFF_FFFFL, 4)));
    assertEquals(List.of(), codes(loaded(1, 4), loaded(0x8000_0000L, 4)));
    assertEquals(List.of("serial-backwards"), codes(loaded(1, 4), loaded(0x8000_0001L, 4)));
  }

  @Test
  void whatIsWrongTwiceIsSaidTwice() {
    assertEquals(List.of("zone-shrinks", "serial-backwards"), codes(loaded(5, 10), loaded(4, 3)));
  }

  @Test
  void aZoneThatDidNotChangeIsNotLookedAt() {
    assertEquals(List.of(), codes(loaded(5, 10), loaded(5, 10)));
  }

  @Test
  void newZonesAndZonesThatAreGoneHaveNothingToBeComparedWith() {
    Loaded one = loaded(5, 10);
    written.zone("example.net", "");
    Loaded two =
        loaded(
            5,
            10,
            """
            leeward.zones = [
              { origin = example.com, file = example.com.zone }
              { origin = example.net, file = example.net.zone }
            ]
            """);
    assertEquals(List.of(), codes(one, two));
    assertEquals(List.of(), codes(two, one));
  }
}
