package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts whose addresses change, fail and cannot be found: a real process that asks a real name
 * server, which is itself.
 */
@Timeout(300)
class HostAddressesProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String FIRST = "lb.us.example.com.@127.0.0.2/web";
  private static final String SECOND = "lb.us.example.com.@127.0.0.3/web";
  private static final String THIRD = "lb.us.example.com.@127.0.0.4/web";
  private static final String EU = "lb.eu.example.com.@127.0.0.5/web";

  private final OneInstance one;
  private final int port = Scenes.freePorts();
  private int serial;

  HostAddressesProcessTest(@TempDir Path folder) throws Exception {
    one = new OneInstance(folder);
  }

  /** With the records of the host in us. */
  private void zone(String... hosts) throws Exception {
    one.zone(
        """
        @     300 SOA   ns1 hostmaster %d 7200 1800 1209600 1
        @     300 NS    ns1
        ns1   300 A     192.0.2.53
        www   300 CNAME lb.us
        lb.eu   1 A     127.0.0.5
        """
                .formatted(++serial)
            + String.join("", hosts));
  }

  private void configuration() throws Exception {
    one.configuration(
        """
        regions { us.hosts = ["*.us.example.com."], eu.hosts = ["*.eu.example.com."] }
        probes { allow-loopback = true, resolvers = ["127.0.0.1:%d"] }
        checks.web { port = %d, interval = 200ms, retry-interval = 100ms, fall = 2, rise = 2 }
        reload.max-shrink = 1.0
        services.www {
          names = [www.example.com], check = web, regions = [us, eu], failback.hold = 1s
          records { us = "CNAME lb.us.example.com.", eu = "CNAME lb.eu.example.com." }
        }
        """
            .formatted(one.dns(), port));
  }

  /** Opinions by target. */
  private Map<String, String> opinions() throws Exception {
    Map<String, String> opinions = new TreeMap<>();
    for (String line : one.tell("status", "--targets").output().lines().toList()) {
      String[] columns = line.split(" {2,}", 4);
      if (columns[0].contains("/web")) {
        opinions.put(columns[0], columns[2].replace("?", ""));
      }
    }
    return opinions;
  }

  private void awaitOpinions(Map<String, String> expected) throws Exception {
    Scenes.await("targets are " + expected, LONG, () -> opinions().equals(expected));
  }

  private void awaitAddresses(String... addresses) throws Exception {
    TreeSet<String> expected = new TreeSet<>(List.of(addresses));
    Scenes.await("answers are " + expected, LONG, () -> one.addresses().equals(expected));
  }

  @Test
  void eachAddressIsProbedAndTheHostIsUpWithOneOfThem() throws Exception {
    HttpServer first = Scenes.backend("127.0.0.2", port);
    HttpServer second = Scenes.backend("127.0.0.3", port);
    HttpServer third = Scenes.backend("127.0.0.4", port);
    HttpServer eu = Scenes.backend("127.0.0.5", port);
    try (one) {
      String lb = "lb.us 1 A %s\n";
      zone(lb.formatted("127.0.0.2"), lb.formatted("127.0.0.3"));
      configuration();
      one.start("lb.us.example.com.", "127.0.0.2", "127.0.0.3");
      awaitOpinions(Map.of(FIRST, "up", SECOND, "up", EU, "up"));

      first.stop(0);
      awaitOpinions(Map.of(FIRST, "down", SECOND, "up", EU, "up"));
      awaitAddresses("lb.us.example.com.", "127.0.0.2", "127.0.0.3");

      zone(lb.formatted("127.0.0.3"), lb.formatted("127.0.0.4"));
      assertEquals(0, one.tell("reload").exitCode());
      awaitOpinions(Map.of(SECOND, "up", THIRD, "up", EU, "up"));

      // The name is gone: what it led to last is still probed, and noticed when it dies.
      zone();
      assertEquals(0, one.tell("reload").exitCode());
      second.stop(0);
      awaitOpinions(Map.of(SECOND, "down", THIRD, "up", EU, "up"));
      third.stop(0);
      awaitOpinions(Map.of(SECOND, "down", THIRD, "down", EU, "up"));
      awaitAddresses("lb.eu.example.com.", "127.0.0.5");

      String status = one.tell("status").output();
      assertTrue(status.contains("lb.us.example.com./web  us      down"), status);
      LeewardProcess probe = one.tell("probe", "lb.eu.example.com.");
      assertEquals(0, probe.exitCode(), probe.output());
      assertTrue(probe.output().contains(EU), probe.output());
    } finally {
      for (HttpServer server : List.of(first, second, third, eu)) {
        server.stop(0);
      }
    }
  }
}
