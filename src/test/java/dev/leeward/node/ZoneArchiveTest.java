package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leeward.config.Loaded;
import dev.leeward.dns.Name;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ZoneArchiveTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Name COM = Name.parse("example.com.");
  private static final Name NET = Name.parse("example.net.");
  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ZoneArchive.class);
  private final Path state;
  private final Path copies;

  ZoneArchiveTest(@TempDir Path state) {
    this.state = state;
    copies = state.resolve("zones");
  }

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(logged);
  }

  private static Zone zone(Name origin, int serial) {
    return TestZones.zone(
        origin.toString(),
        "$TTL 300\n@ SOA ns.example. h.example. %d 1 1 1 30\n@ NS ns.example.\n".formatted(serial));
  }

  private Path file(Name origin) {
    return copies.resolve(ZoneArchive.fileName(origin));
  }

  private static void becomes(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not after " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /** Returns when nothing is left to be written or removed: what goes last is waited for. */
  private void keepToTheEnd(ZoneSet zones) throws IOException {
    Path goesLast = null;
    if (Files.exists(copies)) {
      goesLast = Files.writeString(copies.resolve("gone.test.copy"), "of a zone that is gone");
    }
    try (ZoneArchive archive = ZoneArchive.open(state)) {
      archive.keep(zones);
      for (Zone zone : zones.all()) {
        becomes("a copy of " + zone, () -> Files.exists(file(zone.origin())));
      }
      if (goesLast != null) {
        Path marker = goesLast;
        becomes("removed " + marker, () -> !Files.exists(marker));
      }
    }
  }

  private long serialOfCopy(Name origin) {
    Optional<Loaded.Copy> copy = ZoneArchive.read(state, origin);
    Zone zone = copy.isEmpty() ? null : copy.get().zone().compile(SteeredNames.NONE);
    return zone == null ? -1 : zone.serial();
  }

  private boolean hasLogged(String event) {
    return List.copyOf(logged.list).stream()
        .anyMatch(each -> each.getFormattedMessage().contains(event));
  }

  @Test
  void whatIsKeptIsFoundAgain() throws IOException {
    Zone zone = zone(COM, 7);
    keepToTheEnd(new ZoneSet(List.of(zone, zone(NET, 8))));
    Zone copy = ZoneArchive.read(state, COM).orElseThrow().zone().compile(SteeredNames.NONE);
    assertNotNull(copy);
    assertEquals(zone.contentDigest(), copy.contentDigest());
    assertEquals(8, serialOfCopy(NET));
    assertEquals(Optional.empty(), ZoneArchive.read(state, Name.parse("example.org.")));
  }

  @Test
  void copiesAreForTheirOwnerOnly() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copies)));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(COM))));
  }

  @Test
  void theCopyOfAChangedZoneIsReplaced() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 9))));
    assertEquals(9, serialOfCopy(COM));
    try (var files = Files.list(copies)) {
      assertEquals(List.of(file(COM)), files.toList());
    }
  }

  @Test
  void theCopyOfAnUnchangedZoneStaysAsOldAsItIs() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    Files.setLastModifiedTime(file(COM), FileTime.from(LONG_AGO));
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    assertEquals(LONG_AGO, ZoneArchive.read(state, COM).orElseThrow().keptSince());
  }

  @Test
  void ofManyChangesTheNewestIsKept() {
    try (ZoneArchive archive = ZoneArchive.open(state)) {
      for (int serial = 1; serial <= 200; serial++) {
        archive.keep(new ZoneSet(List.of(zone(COM, serial))));
      }
      becomes("the newest copy", () -> serialOfCopy(COM) == 200);
    }
  }

  @Test
  void theCopyOfAZoneThatIsGoneIsRemoved() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7), zone(NET, 8))));
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    assertFalse(Files.exists(file(NET)));
    assertEquals(7, serialOfCopy(COM));
  }

  @Test
  void theCopyOfAZoneThatIsNotReadyStays() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7), zone(NET, 8))));
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 9)), Set.of(NET)));
    assertEquals(8, serialOfCopy(NET));
  }

  @Test
  void whatACrashLeftHalfWrittenIsNoCopyAndIsRemoved() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    Path half = Files.writeString(copies.resolve(file(COM).getFileName() + ".new"), "LWZ1");
    assertEquals(7, serialOfCopy(COM));
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    assertFalse(Files.exists(half));
  }

  @Test
  void aDamagedCopyIsNamedAndNotUsed() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    byte[] octets = Files.readAllBytes(file(COM));
    octets[octets.length / 2] ^= 1;
    Files.write(file(COM), octets);
    assertEquals(Optional.empty(), ZoneArchive.read(state, COM));
    assertTrue(hasLogged("zone-copy-unusable file=" + file(COM)), logged.list.toString());

    Files.write(file(COM), Arrays.copyOf(octets, octets.length / 2));
    assertEquals(Optional.empty(), ZoneArchive.read(state, COM));
    assertTrue(hasLogged("it is cut off"), logged.list.toString());
    Files.write(file(COM), new byte[0]);
    assertEquals(Optional.empty(), ZoneArchive.read(state, COM));
  }

  @Test
  void aDamagedCopyIsWrittenAgainWhileItsZoneIsSound() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    byte[] octets = Files.readAllBytes(file(COM));
    octets[octets.length - 1] ^= 1;
    Files.write(file(COM), octets);
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    assertEquals(7, serialOfCopy(COM));
  }

  @Test
  void theCopyOfAnotherZoneIsNotUsed() throws IOException {
    keepToTheEnd(new ZoneSet(List.of(zone(COM, 7))));
    Files.copy(file(COM), file(NET));
    assertEquals(Optional.empty(), ZoneArchive.read(state, NET));
    assertTrue(hasLogged("another zone"), logged.list.toString());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedAndTriedAgain() throws IOException {
    Files.createFile(copies);
    try (ZoneArchive archive = ZoneArchive.open(state)) {
      archive.keep(new ZoneSet(List.of(zone(COM, 7))));
      becomes("told", () -> hasLogged("zone-copies-not-kept folder=" + copies));
      Files.delete(copies);
      archive.keep(new ZoneSet(List.of(zone(COM, 8))));
      becomes("a copy", () -> serialOfCopy(COM) == 8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "arpa.",
        "0/25.2.0.192.in-addr.arpa.",
        "\\.\\./etc/x.example.",
        "\\..example.",
        "a\\.b.example.",
        "a\\000b\\255.example.",
        "50%.example.",
        "%2e.example.",
        "*.example.",
        "_dns.example."
      })
  void everyNameHasItsFileInTheFolder(String name) throws IOException {
    Name origin = Name.parse(name);
    keepToTheEnd(new ZoneSet(List.of(zone(origin, 3))));
    assertEquals(3, serialOfCopy(origin));
    assertEquals(copies, file(origin).normalize().getParent());
  }

  @Test
  void theLongestNamesHaveFilesOfTheirOwn() throws IOException {
    String label = "\\001".repeat(63) + ".";
    Name one = Name.parse(label.repeat(3) + "\\002".repeat(61) + ".");
    Name other = Name.parse(label.repeat(3) + "\\003".repeat(61) + ".");
    assertEquals(255, one.wireLength());
    keepToTheEnd(new ZoneSet(List.of(zone(one, 1), zone(other, 2))));
    assertEquals(1, serialOfCopy(one));
    assertEquals(2, serialOfCopy(other));
  }

  @Test
  void aNameMayBeReadInTheNameOfItsFile() {
    assertEquals("example.com.copy", ZoneArchive.fileName(COM));
    assertEquals(".copy", ZoneArchive.fileName(Name.ROOT));
    assertEquals(
        "0%2f25.2.0.192.in-addr.arpa.copy",
        ZoneArchive.fileName(Name.parse("0/25.2.0.192.in-addr.arpa.")));
    assertEquals(ZoneArchive.fileName(COM), ZoneArchive.fileName(Name.parse("EXAMPLE.com.")));
    assertNotEquals(
        ZoneArchive.fileName(Name.parse("a\\.b.example.")),
        ZoneArchive.fileName(Name.parse("a.b.example.")));
    assertNotEquals(
        ZoneArchive.fileName(Name.parse("%2f.example.")),
        ZoneArchive.fileName(Name.parse("/.example.")));
  }
}
