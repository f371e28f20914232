package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that the configuration lists, and safety rules, in one real process. */
@Timeout(120)
class ListedRecordsProcessTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String US = "127.0.0.2";
  private static final String EU = "127.0.0.3";
  private static final String SORRY = "127.0.0.9";

  @TempDir Path folder;

  private static void awaitAddress(OneInstance instance, String address) throws Exception {
    Scenes.await(
        "the answer is " + address,
        LONG,
        () -> instance.addresses().equals(new TreeSet<>(List.of(address))));
  }

  private static void awaitStatus(OneInstance instance, String text) throws Exception {
    Scenes.await(
        "status says " + text, LONG, () -> instance.tell("status").output().contains(text));
  }

  private OneInstance configured(int port) throws Exception {
    OneInstance instance = new OneInstance(folder);
    instance.zone(
        """
        @   300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @   300 NS  ns1
        ns1 300 A   192.0.2.53
        www 300 A   192.0.2.99 ; what another server of this zone answers
        """);
    instance.configuration(
        """
        regions { us.networks = ["127.0.0.2"], eu.networks = ["127.0.0.3"] }
        probes.allow-loopback = true
        checks.web { port = %d, interval = 200ms, retry-interval = 100ms, fall = 2, rise = 2 }
        safety { max-changes = 2, per = 10m }
        services.www {
          names = [www.example.com], check = web, regions = [us, eu], failback.hold = 1s
          records { us = "A 127.0.0.2", eu = "A 127.0.0.3" }
          when-all-down { records = "A 127.0.0.9" }
        }
        """
            .formatted(port));
    return instance;
  }

  @Test
  void theListedRecordsFailOverAndTheRulesHoldBackWhatOnlyReturns() throws Exception {
    int port = Scenes.freePorts();
    HttpServer us = Scenes.backend(US, port);
    HttpServer eu = Scenes.backend(EU, port);
    try (OneInstance instance = configured(port)) {
      instance.start(US);
      awaitStatus(instance, "127.0.0.3/web  eu      up");
      us.stop(0);
      awaitAddress(instance, EU);
      eu.stop(0);
      awaitAddress(instance, SORRY);
      awaitStatus(instance, "replaced");
      us = Scenes.backend(US, port);
      awaitAddress(instance, US);
      eu = Scenes.backend(EU, port);
      awaitStatus(instance, "www: refused: max-changes: eu waits: 2 changes within 600s");
      LeewardProcess refused = instance.tell("drain", "us", "--reason", "test");
      assertEquals(3, refused.exitCode());
      assertTrue(refused.output().contains("--force min-regions"), refused.output());
      String events = instance.tell("events").output();
      assertEquals(
          1, events.lines().filter(line -> line.contains("change-refused")).count(), events);
    } finally {
      us.stop(0);
      eu.stop(0);
    }
  }
}
