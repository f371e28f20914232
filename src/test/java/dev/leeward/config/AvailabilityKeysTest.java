package dev.leeward.config;

import static dev.leeward.config.Written.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.availability.AvailabilitySettings;
import dev.leeward.availability.AvailabilitySettings.Asked;
import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.listener.ListenerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code availability}, and who is asked. */
class AvailabilityKeysTest {
  private final Written written;
  private final Map<String, String> keys = new HashMap<>();

  AvailabilityKeysTest(@TempDir Path folder) throws KeyFileException {
    written = new Written(folder).instance("a");
    written.zone("example.com", "www 30 A 192.0.2.10\nwww 30 A 198.51.100.10\n");
    for (String name : List.of("a", "b", "c")) {
      keys.put(name, KeyFile.generate(folder.resolve(name + ".key"), name));
    }
  }

  private String three(String b, String c, String more) {
    String text =
        """
        leeward {
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          private-key-file = a.key
          instances {
            a { region = x, link-address = "10.8.0.1:5801", public-key = "KEY-a", listen.dns = ["192.0.2.1:53"] }
            b { region = y, link-address = "10.8.0.2:5801", public-key = "KEY-b", %s }
            c { region = z, link-address = "10.8.0.3:5801", public-key = "KEY-c", %s }
          }
          regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
          checks.web { timeout = 1s }
          services.www { names = ["www.example.com."], check = web, regions = [us, eu] }
          %s
        }
        """
            .formatted(b, c, more);
    for (Map.Entry<String, String> key : keys.entrySet()) {
      text = text.replace("KEY-" + key.getKey(), key.getValue());
    }
    return text;
  }

  private AvailabilitySettings settings(String b, String c, String more) {
    return Objects.requireNonNull(
        Objects.requireNonNull(written.load(three(b, c, more)).settings()).availability());
  }

  private static Asked asked(String instance, String address) {
    return new Asked(instance, ListenerSettings.parseAddress(address));
  }

  @Test
  void nobodyIsAskedUnlessTheConfigurationSaysSo() {
    assertNull(Objects.requireNonNull(written.load(three("", "", "")).settings()).availability());
  }

  @Test
  void othersAreAskedWhereTheyListenOrWhereTheySayThatTheyAre() {
    AvailabilitySettings settings =
        settings(
            "listen.dns = [\"192.0.2.2:53\", \"[2001:db8::2]:53\", \"127.0.0.1:53\"]",
            "public-dns = \"203.0.113.3:53\"",
            "availability.enabled = true");
    assertEquals(
        List.of(
            asked("b", "192.0.2.2:53"),
            asked("b", "[2001:db8::2]:53"),
            asked("c", "203.0.113.3:53")),
        settings.asked());
    assertEquals(Duration.ofSeconds(10), settings.interval());
    assertEquals(Duration.ofSeconds(2), settings.timeout());
    assertEquals(Duration.ofDays(30), settings.window());
    assertEquals(Map.of("www", 0.999), settings.objectives());
  }

  @Test
  void aServiceMayHaveAnObjectiveOfItsOwn() {
    assertEquals(
        Map.of("www", 0.99),
        settings(
                "public-dns = \"203.0.113.2:53\"",
                "public-dns = [\"203.0.113.3:53\", \"203.0.113.4:53\"]",
                """
                services.www.availability-objective = 0.99
                availability { enabled = true, interval = 1m, timeout = 500ms, objective = 0.9999, window = 7d }
                """)
            .objectives());
  }

  @Test
  void aWitnessIsNotAsked() {
    AvailabilitySettings settings =
        settings(
            "public-dns = \"203.0.113.2:53\"",
            "role = witness, public-dns = \"203.0.113.3:53\"",
            "availability.enabled = true");
    assertEquals(List.of(asked("b", "203.0.113.2:53")), settings.asked());
  }

  private void assertFinds(String code, String says, String b, String c, String more) {
    assertSays(says, Written.only(written.load(three(b, c, more)), code));
  }

  @Test
  void whoCannotBeAskedIsNamed() {
    assertFinds(
        "availability-address-unknown",
        "no address is known at which others can ask b",
        "",
        "public-dns = \"203.0.113.3:53\"",
        "availability.enabled = true");
    assertFinds(
        "availability-of-one",
        "a asks c only",
        "role = witness",
        "public-dns = \"203.0.113.3:53\"",
        "availability.enabled = true");
  }

  @Test
  void aSingleInstanceHasNobodyToAsk() {
    String single =
        """
        leeward {
          instance = a
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          availability.enabled = true
        }
        """;
    assertSays("has nobody to ask", Written.only(written.load(single), "availability-alone"));
    assertNotNull(Objects.requireNonNull(written.load(single).settings()).availability());
  }

  @Test
  void whatIsWrongIsNamed() {
    for (List<String> each :
        List.of(
            List.of("interval = 500ms", "availability.interval is shorter than 1s"),
            List.of("timeout = 20s", "availability.timeout is longer than 10s"),
            List.of("window = 1m", "availability.window is not from 1h to 366d"),
            List.of("objective = 1", "availability.objective leaves no error budget"),
            List.of("objective = 0", "availability.objective leaves no error budget"))) {
      assertFinds("bad-value", each.get(1), "", "", "availability { " + each.getFirst() + " }");
    }
    assertFinds(
        "bad-value",
        "services.www.availability-objective leaves no error budget",
        "",
        "",
        "services.www.availability-objective = 1.0");
    assertFinds(
        "bad-value", "\"*:53\" is no address that can be asked", "public-dns = \"*:53\"", "", "");
  }
}
