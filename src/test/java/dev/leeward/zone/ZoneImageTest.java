package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZoneImageTest {
  private static final Name ORIGIN = Name.parse("example.com.");
  private static final Path FILE = Path.of("copy");
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          """
          $TTL 300
          @ SOA ns h 7 1 1 1 30
          @ NS ns
          Ns 60 A 192.0.2.1
          ns 60 A 192.0.2.2
          *.w TXT "one" "two"
          sub NS ns.sub
          ns.sub AAAA 2001:db8::1
          odd TYPE65280 \\# 0
          """);

  private static byte[] image() throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    ZoneImage.write(ZONE, image);
    return image.toByteArray();
  }

  private static long digest(byte[] image) throws IOException {
    return ZoneImage.contentDigest(new ByteArrayInputStream(image), image.length);
  }

  private static ParsedZone read(byte[] image) throws IOException {
    return ZoneImage.read(ORIGIN, FILE, new ByteArrayInputStream(image));
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Zone copy = read(image()).compile(SteeredNames.NONE);
    assertNotNull(copy);
    assertEquals(ZONE.contentDigest(), copy.contentDigest());
    assertEquals(ZONE.recordCount(), copy.recordCount());
    assertEquals(8, copy.recordCount());
    assertEquals(ZONE.serial(), copy.serial());
    Node ns = copy.node(Name.parse("ns.example.com."));
    assertNotNull(ns);
    assertNotNull(ns.rrset(RecordType.A));
    assertEquals("Ns.example.com.", ns.owner().toString());
    assertEquals(ZONE.contentDigest(), digest(image()));
  }

  @Test
  void anyDamageIsNoticed() throws IOException {
    byte[] image = image();
    for (int at = 0; at < image.length; at++) {
      byte[] damaged = image.clone();
      damaged[at] ^= 0x10;
      assertThrows(IOException.class, () -> read(damaged), "octet " + at);
      assertThrows(IOException.class, () -> digest(damaged), "octet " + at);
    }
    for (int length = 0; length < image.length; length++) {
      byte[] shorter = Arrays.copyOf(image, length);
      assertThrows(IOException.class, () -> read(shorter), "cut at " + length);
      assertThrows(IOException.class, () -> digest(shorter), "cut at " + length);
    }
  }

  @Test
  void theCopyOfAnotherZoneIsRefused() throws IOException {
    ByteArrayInputStream image = new ByteArrayInputStream(image());
    IOException e =
        assertThrows(
            IOException.class, () -> ZoneImage.read(Name.parse("example.net."), FILE, image));
    assertTrue(String.valueOf(e.getMessage()).contains("another zone"));
  }

  @Test
  void theDigestTellsEveryChangeAndNoOrder() {
    String text = "$TTL 60\n@ SOA ns h 7 1 1 1 30\n@ NS ns\nns A 192.0.2.1\nns A 192.0.2.2\n";
    long digest = TestZones.zone("example.com.", text).contentDigest();
    String turned = "$TTL 60\n@ SOA ns h 7 1 1 1 30\n@ NS ns\nns A 192.0.2.2\nns A 192.0.2.1\n";
    assertEquals(digest, TestZones.zone("example.com.", turned).contentDigest());
    for (String changed :
        new String[] {
          text.replace("$TTL 60", "$TTL 61"),
          text.replace("192.0.2.2", "192.0.2.3"),
          text.replace("ns A 192.0.2.2\n", ""),
          text.replace("ns A", "Ns A"),
          text.replace(" 7 ", " 8 ")
        }) {
      assertTrue(digest != TestZones.zone("example.com.", changed).contentDigest(), changed);
    }
  }
}
