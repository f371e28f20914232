package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leeward.dns.Name;
import org.junit.jupiter.api.Test;

class LargeZoneTest {
  private static final int NAMES = 100_000;

  @Test
  void everyNameOfALargeZoneIsFoundAndNoOther() {
    Zone zone = TestZones.zone("example.", text());
    assertEquals(NAMES + 1, zone.nodes().size());
    for (int i = 0; i < NAMES; i++) {
      assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("h" + i + ".example.")));
    }
    for (int i = NAMES; i < 2 * NAMES; i++) {
      assertInstanceOf(Lookup.NameError.class, zone.lookup(Name.parse("h" + i + ".example.")));
    }
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder("$TTL 60\n@ SOA ns.example.net. host 1 2 3 4 5\n@ NS ns.example.net.\n");
    for (int i = 0; i < NAMES; i++) {
      text.append('h').append(i).append(" A 10.").append(i >> 16).append('.');
      text.append(i >> 8 & 255).append('.').append(i & 255).append('\n');
      if (i % 10 < 7) {
        text.append(" AAAA 2001:db8::").append(Integer.toHexString(i >> 16)).append(':');
        text.append(Integer.toHexString(i & 0xFFFF)).append('\n');
      }
    }
    return text.toString();
  }
}
