package dev.leeward.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.HttpExpectation;
import dev.leeward.health.HttpRequest;
import dev.leeward.health.Place;
import dev.leeward.health.StatusRange;
import dev.leeward.health.TcpCheck;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Region;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Withdrawal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final String ZONES =
      "zones = [ { origin = \"example.com.\", file = \"example.com.zone\" } ]\n";

  private final Path folder;
  private final Written written;

  SettingsTest(@TempDir Path folder) {
    this.folder = folder;
    written =
        new Written(folder)
            .zone(
                "example.com",
                """
                www A 192.0.2.1
                www A 198.51.100.1
                api A 192.0.2.2
                api A 198.51.100.2
                """);
  }

  private Settings settings(String inLeeward) {
    return written.settings("leeward {\n" + ZONES + inLeeward + "\n}\n");
  }

  @Test
  void whatIsNotSaidIsAsReferenceConfSays() {
    Settings settings = settings("");
    assertEquals("leeward", settings.instance());
    assertEquals("leeward", settings.cluster());
    assertEquals(List.of(ListenerSettings.parseDnsAddress("*:53")), settings.dns().addresses());
    assertEquals(ListenerSettings.parseAddress("127.0.0.1:8053"), settings.api().address());
    assertNull(settings.api().tokenFile());
    assertNull(settings.link());
    assertEquals(folder.resolve("state"), settings.stateDirectory());
    assertEquals(1, settings.agreement().quorum());
    assertEquals(Duration.ofSeconds(1), settings.agreement().beat());
    assertEquals(Duration.ofSeconds(4), settings.agreement().ballotExpiry());
    assertEquals(Duration.ofSeconds(3), settings.agreement().coldStartWait());
    assertEquals("leeward", settings.answers().nsid());
    assertEquals(2, settings.answers().explainTo().size());
    assertEquals(5000, settings.probes().maxConcurrent());
    assertEquals(List.of(), settings.probes().resolvers());
    assertEquals(
        List.of(ListenerSettings.parseAddress("[2001:db8::53]:5353")),
        settings("probes.resolvers = [\"[2001:db8::53]:5353\"]").probes().resolvers());
    assertEquals(50, settings("probes.max-concurrent = 50").probes().maxConcurrent());
    assertEquals(new Settings.LogSettings("info", false, Map.of()), settings.log());
    assertFalse(settings.probes().allowLoopback());
    assertEquals("leeward-probe", settings.probes().userAgent());
  }

  @Test
  void relativePathsBeginAtTheFolderOfTheConfiguration() {
    written.file("token", "ann admin sha256:" + "0a".repeat(32) + "\n");
    Settings settings = settings("state-directory = \"../s\"\n listen.api-token-file = token\n");
    assertEquals(folder.resolveSibling("s"), settings.stateDirectory());
    assertEquals(folder.resolve("token"), settings.api().tokenFile());
    assertEquals(
        List.of(
            new Settings.ZoneFile(Name.parse("example.com."), folder.resolve("example.com.zone"))),
        settings.zones());
  }

  @Test
  void checksAndServicesHaveTheirDefaultsAndTheirOwnWords() {
    Settings settings =
        settings(
            """
            regions { us { networks = ["192.0.2.0/24"] }, eu { networks = ["198.51.100.0/24"] } }
            checks {
              web { host = "www.example.com", expect-status = [204, "300-399"], interval = 2s }
              port { type = tcp, port = 5432, jitter = 0s, fall = 1, rise = 2 }
            }
            services {
              www { names = [www.example.com], check = web, regions = [eu, us] }
              api {
                names = ["api.example.com."], check = port, regions = [us, eu], min-healthy = 2,
                failback { hold = 5m }, ttl = 1m, suspect-ttl = 0s
              }
            }
            """);
    CheckTiming timing =
        CheckTiming.learning(
            Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofMillis(100), 3, 5);
    List<StatusRange> statuses = List.of(new StatusRange(204, 204), new StatusRange(300, 399));
    assertEquals(
        new CheckSettings(
            "web",
            timing,
            new HttpCheck(
                Place.port(80),
                new HttpRequest("/", "www.example.com"),
                new HttpExpectation(statuses))),
        settings.checks().get("web"));
    CheckTiming quick =
        CheckTiming.learning(Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ZERO, 1, 2);
    assertEquals(
        new CheckSettings("port", quick, new TcpCheck(5432)), settings.checks().get("port"));
    assertEquals(List.of("eu", "us"), settings.regions().stream().map(Region::name).toList());
    assertEquals(
        List.of(
            service("www", "web", List.of("eu", "us"), 1, Duration.ofSeconds(60), 30, 5),
            service("api", "port", List.of("us", "eu"), 2, Duration.ofMinutes(5), 60, 0)),
        settings.services());
    assertEquals(
        List.of(Name.parse("www.example.com."), Name.parse("api.example.com.")),
        settings.steeredNames());
  }

  private static Service service(
      String name,
      String check,
      List<String> regions,
      int minHealthy,
      Duration hold,
      long ttl,
      long suspectTtl) {
    return new Service(
        name,
        List.of(Name.parse(name + ".example.com.")),
        check,
        Service.Policy.FAILOVER,
        regions,
        MinHealthy.of(minHealthy),
        Service.WhenAllDown.OPEN,
        Service.Failback.AUTOMATIC,
        hold,
        ttl,
        suspectTtl,
        new Safety(1, 0.67, 10, Duration.ofMinutes(10)),
        Withdrawal.AT_ONCE,
        ListedRecords.NONE,
        Service.Profile.STATELESS);
  }

  @Test
  void aServiceMayBeSpreadHoldItsLastRegionAndWaitForItsOperator() {
    Service service =
        settings(
                """
                regions { us.networks = ["192.0.2.0/24"], eu.networks = ["198.51.100.0/24"] }
                checks.web {}
                services.www {
                  names = [www.example.com, api.example.com], check = web, regions = [us, eu], policy = spread
                  min-healthy = "50%", when-all-down = hold, failback.mode = manual
                }
                """)
            .services()
            .getFirst();
    assertEquals(Service.Policy.SPREAD, service.policy());
    assertEquals(MinHealthy.parse("50%"), service.minHealthy());
    assertEquals(Service.WhenAllDown.HOLD, service.whenAllDown());
    assertEquals(Service.Failback.MANUAL, service.failback());
  }

  @Test
  void theCommandLineNamesTheInstanceBeforeTheEnvironmentAndThatBeforeTheFile() {
    String text = "leeward {\n" + ZONES + "instance = filed\n}\n";
    assertEquals("filed", written.settings(text).instance());
    assertEquals(
        "exported", written.environment("LEEWARD_INSTANCE", "exported").settings(text).instance());
    assertEquals("given", written.instance("given").settings(text).instance());
  }

  @Test
  void theInstanceMayBeNamedByTheEnvironmentOfTheFile() {
    written.environment("HOST_NAME", "ns1.example.net");
    assertEquals("ns1.example.net", settings("instance = ${HOST_NAME}").instance());
  }

  @Test
  void anOnlyEntryOfInstancesIsTheInstance() {
    Settings settings = settings("instances { lone { listen.dns = [\"127.0.0.1:5305\"] } }");
    assertEquals("lone", settings.instance());
    assertTrue(settings.isSingle());
    assertEquals(
        List.of(ListenerSettings.parseAddress("127.0.0.1:5305")), settings.dns().addresses());
  }

  @Test
  void numbersAndFlagsMayComeFromTheEnvironment() {
    written.environment("PORT", "8080").environment("LOOPBACK", "true");
    Settings settings =
        settings(
            """
            regions { us { networks = ["192.0.2.0/24"] }, eu { networks = ["198.51.100.0/24"] } }
            checks { web { port = ${PORT} } }
            services { www { names = [www.example.com, api.example.com], check = web, regions = [eu, us] } }
            probes { allow-loopback = ${LOOPBACK} }
            """);
    CheckSettings web = Objects.requireNonNull(settings.checks().get("web"));
    assertEquals(8080, assertInstanceOf(HttpCheck.class, web.type()).place().port());
    assertTrue(settings.probes().allowLoopback());
  }

  @Test
  void nsidMayBeAnotherTextOrNothing() {
    assertEquals("ams", settings("answers.nsid = ams").answers().nsid());
    assertNull(settings("answers.nsid = null").answers().nsid());
  }

  @Test
  void anInstancesOwnBlockGoesBeforeWhatIsCommonKeyByKey() throws KeyFileException {
    Map<String, String> keys =
        Map.of(
            "a", KeyFile.generate(folder.resolve("a.key"), "a"),
            "b", KeyFile.generate(folder.resolve("b.key"), "b"),
            "c", KeyFile.generate(folder.resolve("c.key"), "c"));
    String text =
        """
        leeward {
          ZONES
          listen { dns = ["127.0.0.1:5300"], api = "127.0.0.1:8053" }
          state-directory = "state/"${leeward.instance}
          private-key-file = ${leeward.instance}.key
          instances {
            a { region = x, link-address = "127.0.0.1:5811", public-key = "KEY-A" }
            b {
              region = y, link-address = "10.8.0.2:5811", public-key = ["KEY-B"]
              listen { api = "127.0.0.1:8054" }
              state-directory = "/var/lib/b"
              private-key-file = b.key
            }
            c {
              region = z, link-address = "10.8.0.3:5811", public-key = "KEY-C"
              listen { link = "10.0.0.3:5900" }
            }
          }
        }
        """
            .replace("ZONES", ZONES)
            .replace("KEY-A", keys.get("a"))
            .replace("KEY-B", keys.get("b"))
            .replace("KEY-C", keys.get("c"));

    Settings a = written.instance("a").settings(text);
    assertEquals(folder.resolve("state/a"), a.stateDirectory());
    assertEquals(folder.resolve("a.key"), a.privateKeyFile());
    assertEquals(ListenerSettings.parseAddress("127.0.0.1:5811"), a.link());
    assertEquals(2, a.agreement().quorum());
    assertEquals(List.of("a", "b", "c"), a.instances().stream().map(i -> i.name()).toList());
    assertEquals("x", a.self().orElseThrow().region());

    Settings b = written.instance("b").settings(text);
    assertEquals(Path.of("/var/lib/b"), b.stateDirectory());
    assertEquals(ListenerSettings.parseAddress("127.0.0.1:8054"), b.api().address());
    assertEquals(a.dns(), b.dns());
    assertEquals(new InetSocketAddress(5811), b.link());

    Settings c = written.instance("c").settings(text);
    assertEquals(ListenerSettings.parseAddress("10.0.0.3:5900"), c.link());
  }
}
