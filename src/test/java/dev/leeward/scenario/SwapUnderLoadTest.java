package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large zone is swapped while queries come in: every answer is of one version, none is lost.
 * Large as in the manual by {@code -Dleeward.swap.names=500000 -Dleeward.swap.rate=20000}.
 */
class SwapUnderLoadTest {
  private static final int NAMES = Integer.getInteger("leeward.swap.names", 50_000);
  private static final int RATE = Integer.getInteger("leeward.swap.rate", 5_000);
  private static final int SWAPS = 3;

  @Test
  void noAnswerIsLostOrMixedWhileAZoneIsSwapped(@TempDir Path folder) throws Exception {
    int dns = Scenes.freePorts();
    int api = Scenes.freePorts();
    Path zone = Files.writeString(folder.resolve("example.com.zone"), SteadyLoad.zone(NAMES, 1));
    Path config =
        Files.writeString(
            folder.resolve("one.conf"),
            """
            leeward {
              instance = one
              listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" }
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
            }
            """
                .formatted(dns, api));
    try (LeewardProcess process =
            LeewardProcess.startLarge(
                folder.resolve("one.log"), "serve", "--config", config.toString());
        SteadyLoad load = new SteadyLoad(dns, NAMES, RATE)) {
      Scenes.await(
          "it answers",
          Duration.ofSeconds(120),
          () ->
              !process.isAlive()
                  || Scenes.addresses(dns, "n0.example.com.")
                      .containsAll(List.of("10.1.0.0", "11.1.0.0")));
      assertTrue(process.isAlive(), process.output());
      load.start();
      for (int version = 2; version <= 1 + SWAPS; version++) {
        Files.writeString(zone, SteadyLoad.zone(NAMES, version));
        LeewardProcess reload =
            LeewardProcess.run(
                folder.resolve("reload.log"), "reload", "--api", "http://127.0.0.1:" + api);
        assertEquals(0, reload.exitCode(), reload.output());
      }
      load.stop(Duration.ofSeconds(5));
      System.out.println(load + ", resident " + process.residentMiB() + " MiB");
      assertEquals(0, load.wrong(), load.toString());
      assertEquals(0, load.lost(), load.toString());
      assertEquals(Set.of(1, 2, 3, 4), load.byVersion().keySet());
    }
  }
}
