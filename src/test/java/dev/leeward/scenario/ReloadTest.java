package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones that break, shrink and are mended under a real process. */
class ReloadTest {
  private static final TreeSet<String> FIRST = new TreeSet<>(List.of("192.0.2.1"));
  private static final TreeSet<String> SECOND = new TreeSet<>(List.of("192.0.2.2"));

  private final OneInstance one;

  ReloadTest(@TempDir Path folder) throws Exception {
    one = new OneInstance(folder);
  }

  private static String zone(int serial, String address, int hosts) {
    StringBuilder text =
        new StringBuilder("@ 300 SOA ns1 hostmaster %d 7200 900 1209600 30\n".formatted(serial));
    text.append("@ 300 NS ns1\nns1 300 A 192.0.2.53\nwww 300 A %s\n".formatted(address));
    for (int i = 0; i < hosts; i++) {
      text.append("host%d 300 A 192.0.2.9\n".formatted(i));
    }
    return text.toString();
  }

  @BeforeEach
  void start() throws Exception {
    one.zone(zone(1, "192.0.2.1", 8));
    one.configuration("");
    one.start("192.0.2.1");
  }

  @AfterEach
  void stop() {
    one.close();
  }

  @Test
  void aZoneThatIsBrokenAtStartIsServedFromItsLastGoodCopyUntilItIsMended() throws Exception {
    Scenes.await("a copy is kept", Duration.ofSeconds(30), () -> Files.exists(one.copy()));
    one.stop();
    one.zone("this is no zone\n");

    LeewardProcess strict = one.run("serve", "--strict", "--config", one.config());
    assertEquals(2, strict.exitCode(), strict.output());
    assertTrue(strict.output().contains("example.com.zone:1: "), strict.output());

    one.start("192.0.2.1");
    String told = "zone example.com. does not load; its last good copy is served, kept since ";
    assertTrue(
        one.log().lines().anyMatch(line -> line.contains(" ERROR ") && line.contains(told)),
        one.log());
    String warning = "zone example.com. is served from its last good copy";
    assertTrue(one.tell("status").output().contains(warning), one.tell("status").output());

    LeewardProcess refused = one.tell("reload");
    assertEquals(2, refused.exitCode(), refused.output());
    assertEquals(FIRST, one.addresses());

    one.zone(zone(2, "192.0.2.2", 8));
    LeewardProcess mended = one.tell("reload");
    assertEquals(0, mended.exitCode(), mended.output());
    assertEquals(SECOND, one.addresses());
    assertFalse(one.tell("status").output().contains(warning));
  }

  @Test
  void aReloadThatLosesHalfOfTheRecordsGoesThroughOnlyByForce() throws Exception {
    one.zone(zone(2, "192.0.2.2", 2));
    LeewardProcess refused = one.tell("reload");
    assertEquals(2, refused.exitCode(), refused.output());
    String why = "zone example.com. shrinks from 12 records to 6, by more than reload.max-shrink";
    assertTrue(refused.output().contains(why), refused.output());
    assertEquals(FIRST, one.addresses());

    LeewardProcess forced = one.tell("reload", "--force");
    assertEquals(0, forced.exitCode(), forced.output());
    assertTrue(
        forced.output().contains("zone example.com. serial 1 -> 2, -6 records"), forced.output());
    assertTrue(
        forced
            .output()
            .lines()
            .anyMatch(line -> line.startsWith("warning: ") && line.contains(why)),
        forced.output());
    assertEquals(SECOND, one.addresses());
  }

  @Test
  void aChangeWithoutANewSerialGoesThroughWithAWarning() throws Exception {
    one.zone(zone(1, "192.0.2.2", 8));
    LeewardProcess reload = one.tell("reload");
    assertEquals(0, reload.exitCode(), reload.output());
    assertTrue(
        reload.output().contains("zone example.com. changed, its serial 1 did not"),
        reload.output());
    assertEquals(SECOND, one.addresses());
  }

  @Test
  void whatAnswersSayBesideTheZonesAReloadChangesAtOnce() throws Exception {
    assertTrue(one.dig("+nsid", "www.example.com").contains("(\"one\")"));
    assertTrue(one.dig("CH", "TXT", "none.leeward").contains("status: NXDOMAIN"));
    assertTrue(one.dig("CH", "TXT", "version.bind").contains("status: REFUSED"));

    one.configuration("explain.to = []\n  answers { nsid = \"ams-2\", version = \"none\" }");
    LeewardProcess reload = one.tell("reload");
    assertEquals(0, reload.exitCode(), reload.output());

    assertTrue(one.dig("+nsid", "www.example.com").contains("(\"ams-2\")"));
    assertTrue(one.dig("CH", "TXT", "none.leeward").contains("status: REFUSED"));
    assertTrue(one.dig("+short", "CH", "TXT", "version.bind").contains("\"none\""));
  }
}
