package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedZoneFileTest {
  private static final Path FILE = Path.of("zones", "example.com.zone");
  private static final byte[] TELLING =
      "\n\r\"();\\$@*. 0a\0\377".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void whateverAFileSaysIsListedAndNeverThrows() throws IOException {
    byte[] text = Files.readAllBytes(FILE);
    long lines = Files.readString(FILE).lines().count();
    for (long seed = 0; seed < 500; seed++) {
      byte[] damaged = damage(text, new Random(seed));
      ParsedZone parsed =
          new ZoneLoader(file -> new ByteArrayInputStream(damaged))
              .parse(Name.parse("example.com."), FILE);
      parsed.compile(SteeredNames.NONE);
      for (ZoneDefect defect : parsed.defects()) {
        assertTrue(defect.where().line() <= lines + 9, "seed " + seed + ": " + defect);
      }
      assertEquals(
          parsed.data() == null,
          parsed.defects().stream().anyMatch(ZoneDefect::isError),
          "seed " + seed);
    }
  }

  private static byte[] damage(byte[] text, Random random) {
    byte[] damaged = text.clone();
    for (int i = random.nextInt(9); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] = TELLING[random.nextInt(TELLING.length)];
    }
    return damaged;
  }
}
