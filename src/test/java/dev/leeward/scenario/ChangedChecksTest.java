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

/** A live instance whose checks a reload changes: what is unchanged goes on as if nothing were. */
@Timeout(300)
class ChangedChecksTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final OneInstance one;
  private final int port = Scenes.freePorts();

  ChangedChecksTest(@TempDir Path folder) throws Exception {
    one = new OneInstance(folder);
  }

  private void configuration(String api, String more) throws Exception {
    one.configuration(
        """
        regions { us.networks = ["127.0.0.2"], eu.networks = ["127.0.0.3"] }
        probes.allow-loopback = true
        checks {
          web { port = %1$d, interval = 200ms, retry-interval = 100ms, fall = 2, rise = 2 }
          api { port = %1$d, interval = 200ms, retry-interval = 100ms, fall = 2, rise = 2, %2$s }
        }
        services {
          www { names = [www.example.com], check = web, regions = [us, eu] }
          api { names = [api.example.com], check = api, regions = [us, eu] }
          %3$s
        }
        """
            .formatted(port, api, more));
  }

  private record Row(String opinion, int streak, String timeout) {}

  private Row row(String target) throws Exception {
    LeewardProcess status = one.tell("status", "--targets");
    for (String line : status.output().lines().toList()) {
      String[] columns = line.split(" {2,}");
      if (columns[0].equals(target)) {
        String streak = columns[4].split(" ")[0];
        return new Row(columns[2], Integer.parseInt(streak), columns[5]);
      }
    }
    throw new AssertionError(target + " is not in " + status.output());
  }

  private void awaitRow(String target, int streak) throws Exception {
    Scenes.await(
        target + " is up, " + streak + " in a row",
        LONG,
        () -> row(target).opinion().equals("up") && row(target).streak() >= streak);
  }

  private void reload() throws Exception {
    LeewardProcess reload = one.tell("reload");
    assertEquals(0, reload.exitCode(), reload.output());
  }

  private long opinionChanges() throws Exception {
    return one.tell("events").output().lines().filter(line -> line.contains("opinion")).count();
  }

  @Test
  void aChangedCheckBeginsAnewAndTheOthersKeepTheirStreaks() throws Exception {
    HttpServer us = Scenes.backend("127.0.0.2", port);
    HttpServer eu = Scenes.backend("127.0.0.3", port);
    try (one) {
      one.zone(
          """
          @   300 SOA ns1 hostmaster 1 7200 1800 1209600 30
          @   300 NS  ns1
          ns1 300 A   192.0.2.53
          www 300 A   127.0.0.2
          www 300 A   127.0.0.3
          api 300 A   127.0.0.2
          api 300 A   127.0.0.3
          """);
      configuration("path = \"/a\"", "");
      one.start("127.0.0.2");
      for (String target : List.of("127.0.0.2/web", "127.0.0.3/web", "127.0.0.2/api")) {
        awaitRow(target, 20);
      }
      Row web = row("127.0.0.2/web");
      long changes = opinionChanges();

      configuration("path = \"/b\"", "");
      reload();
      Row kept = row("127.0.0.2/web");
      assertTrue(kept.streak() >= web.streak(), web + " -> " + kept);
      awaitRow("127.0.0.2/api", 2);

      // Other times are no other question.
      configuration("path = \"/b\", interval = 300ms", "");
      Row api = row("127.0.0.2/api");
      reload();
      assertTrue(row("127.0.0.2/api").streak() >= api.streak());

      // A new target beside the old ones has their timeout as soon as it is up.
      configuration(
          "path = \"/b\", interval = 300ms",
          "mail { names = [mail.example.com], check = web, regions = [us, eu] }");
      one.zone(
          """
          @    300 SOA ns1 hostmaster 2 7200 1800 1209600 30
          @    300 NS  ns1
          ns1  300 A   192.0.2.53
          www  300 A   127.0.0.2
          www  300 A   127.0.0.3
          api  300 A   127.0.0.2
          api  300 A   127.0.0.3
          mail 300 A   127.0.0.3
          """);
      reload();
      assertTrue(row("127.0.0.2/web").streak() >= kept.streak());
      assertEquals(new TreeSet<>(List.of("127.0.0.2")), one.addresses());
      // Both api targets became known anew once, and nothing else was.
      assertEquals(changes + 2, opinionChanges(), one.tell("events").output());
    } finally {
      us.stop(0);
      eu.stop(0);
    }
  }
}
