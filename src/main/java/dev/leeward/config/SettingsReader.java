package dev.leeward.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import dev.leeward.agreement.AgreementSettings;
import dev.leeward.agreement.Electorate;
import dev.leeward.answer.AnswerSettings;
import dev.leeward.answer.ClientNetwork;
import dev.leeward.control.ApiSettings;
import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.HttpCheck;
import dev.leeward.health.ProbeSettings;
import dev.leeward.health.StatusRange;
import dev.leeward.health.TcpCheck;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.topology.Instance;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration's words to settings; every key of reference.conf is read here, once. Owned by
 * one load.
 */
final class SettingsReader {
  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug");
  private static final String WRITE_ADDRESS =
      "write an address and a port: 127.0.0.1:53, [::1]:53 or *:53";
  private static final int PUBLIC_KEY_OCTETS = 32;

  private final Path file;
  private final String instance;
  private final Section root;
  private final Config templates;
  private final Findings findings;

  SettingsReader(Path file, String instance, Section root, Config templates, Findings findings) {
    this.file = file;
    this.instance = instance;
    this.root = root;
    this.templates = templates;
    this.findings = findings;
  }

  private ConfigObject template(String name) {
    return templates.getObject(name);
  }

  /**
   * The settings as far as they could be read; of use only when there is no error among the
   * findings.
   */
  Settings read() {
    root.text("instance");
    Map<String, Section> blocks = root.sections("instances", template("instance"));
    Section own = blocks.get(instance);
    Listening listening = listening(own);
    List<Instance> instances = instances(blocks);
    Settings settings =
        new Settings(
            file,
            instance,
            Objects.requireNonNullElse(root.text("cluster"), ""),
            listening.dns,
            listening.api,
            linkAddress(listening.link, instances),
            Objects.requireNonNullElse(path("state-directory", own), file),
            path("private-key-file", own),
            zones(),
            instances,
            regions(),
            checks(),
            services(),
            agreement(instances.size()),
            answers(),
            log(),
            probes());
    blocks.values().forEach(Section::end);
    root.end();
    return settings;
  }

  private record Listening(
      ListenerSettings dns, ApiSettings api, @Nullable InetSocketAddress link) {}

  /** An instance's own block goes before the common one, key by key. */
  private Listening listening(@Nullable Section own) {
    Section common = root.section("listen");
    Section mine = own != null && own.says("listen") ? own.section("listen") : null;
    List<InetSocketAddress> dns = new ArrayList<>();
    Section forDns = choose("dns", mine, common);
    List<String> texts = forDns.texts("dns");
    for (int i = 0; i < texts.size(); i++) {
      InetSocketAddress address =
          forDns.read(
              forDns.path("dns") + "[" + i + "]",
              texts.get(i),
              ListenerSettings::parseAddress,
              WRITE_ADDRESS);
      if (address != null) {
        dns.add(address);
      }
    }
    if (texts.isEmpty()) {
      findings.error(
          forDns.path("dns"),
          "no-dns-address",
          "no address to answer DNS on",
          "write at least one in listen.dns");
    }
    InetSocketAddress api =
        choose("api", mine, common).read("api", ListenerSettings::parseAddress, WRITE_ADDRESS);
    String token = choose("api-token-file", mine, common).optionalText("api-token-file");
    if (api != null && token == null && !api.getAddress().isLoopbackAddress()) {
      findings.error(
          common.path("api"),
          "open-api",
          "the API listens on " + api.getAddress().getHostAddress() + " without a token",
          "set listen.api-token-file, or listen on 127.0.0.1");
    }
    Section forLink = choose("link", mine, common);
    InetSocketAddress link =
        forLink.optionalText("link") == null
            ? null
            : forLink.read("link", ListenerSettings::parseAddress, WRITE_ADDRESS);
    common.end();
    if (mine != null) {
      mine.end();
    }
    InetSocketAddress apiOrDefault =
        api == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : api;
    return new Listening(
        ListenerSettings.on(dns),
        new ApiSettings(apiOrDefault, token == null ? null : resolve(token)),
        link);
  }

  private static Section choose(String key, @Nullable Section mine, Section common) {
    common.says(key);
    return mine != null && mine.says(key) ? mine : common;
  }

  private @Nullable Path path(String key, @Nullable Section own) {
    Section from = own != null && own.says(key) ? own : root;
    root.says(key);
    String text = from.optionalText(key);
    return text == null ? null : resolve(text);
  }

  private Path resolve(String text) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent()).resolve(text).normalize();
  }

  private @Nullable InetSocketAddress linkAddress(
      @Nullable InetSocketAddress bind, List<Instance> instances) {
    if (bind != null || instances.size() < 2) {
      return bind;
    }
    return instances.stream()
        .filter(each -> each.name().equals(instance))
        .map(Instance::linkAddress)
        .map(link ->
            link.getAddress().isLoopbackAddress() ? link : new InetSocketAddress(link.getPort()))
        .findFirst()
        .orElse(null);
  }

  private List<Settings.ZoneFile> zones() {
    List<Settings.ZoneFile> zones = new ArrayList<>();
    for (Section zone : root.list("zones", template("zone"))) {
      Name origin = zone.read("origin", Name::parse, "write the zone's apex, as example.com.");
      String path = zone.text("file");
      if (origin != null && path != null) {
        zones.add(new Settings.ZoneFile(origin, resolve(path)));
      }
      zone.end();
    }
    return zones;
  }

  private List<Instance> instances(Map<String, Section> blocks) {
    List<Instance> instances = new ArrayList<>();
    boolean single = blocks.size() < 2;
    blocks.forEach((name, block) -> {
      block.says("listen");
      block.says("state-directory");
      block.says("private-key-file");
      if (single) {
        block.says("link-address");
        block.says("public-key");
        block.says("region");
        return;
      }
      String region = block.text("region");
      InetSocketAddress link =
          block.read("link-address", ListenerSettings::parseAddress, WRITE_ADDRESS);
      List<String> keys = publicKeys(block);
      if (region != null && link != null) {
        instances.add(new Instance(name, region, link, keys));
      }
    });
    if (!single && !blocks.containsKey(instance)) {
      findings.error(
          "leeward.instances",
          "unknown-instance",
          "this instance, " + instance + ", is not among the instances",
          "give --instance one of " + String.join(", ", blocks.keySet()));
    }
    return instances;
  }

  private List<String> publicKeys(Section block) {
    List<String> keys = new ArrayList<>();
    List<String> texts = block.textOrTexts("public-key");
    for (String text : texts) {
      String key =
          block.read(
              block.path("public-key"),
              text,
              SettingsReader::publicKey,
              "paste what `leeward keygen` printed");
      if (key != null) {
        keys.add(key);
      }
    }
    if (texts.isEmpty()) {
      findings.error(
          block.path("public-key"),
          "missing-key",
          block.path("public-key") + " is missing",
          "make a key with `leeward keygen --out FILE` and paste what it prints");
    } else if (texts.size() > 2) {
      findings.error(
          block.path("public-key"),
          "bad-value",
          "more than two public keys",
          "leave the old and the new one");
    }
    return keys;
  }

  private static String publicKey(String text) {
    String prefix = "ed25519:";
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("\"" + text + "\" does not begin with " + prefix);
    }
    String key = text.substring(prefix.length());
    if (java.util.Base64.getDecoder().decode(key).length != PUBLIC_KEY_OCTETS) {
      throw new IllegalArgumentException("the key is not 32 octets in base64");
    }
    return key;
  }

  private List<Region> regions() {
    List<Region> regions = new ArrayList<>();
    root.sections("regions", template("region"))
        .forEach((name, block) -> {
          List<Network> networks = new ArrayList<>();
          List<String> texts = block.texts("networks");
          for (int i = 0; i < texts.size(); i++) {
            Network network =
                block.read(
                    block.path("networks") + "[" + i + "]",
                    texts.get(i),
                    Network::parse,
                    "write a network as 192.0.2.0/24");
            if (network != null) {
              networks.add(network);
            }
          }
          if (texts.isEmpty()) {
            findings.error(
                block.path("networks"),
                "empty-region",
                "region " + name + " has no networks",
                "list the networks that its records point at");
          }
          regions.add(new Region(name, networks));
          block.end();
        });
    return regions;
  }

  private Map<String, CheckSettings> checks() {
    Map<String, CheckSettings> checks = new LinkedHashMap<>();
    root.sections("checks", template("check"))
        .forEach((name, block) -> {
          CheckSettings check = check(name, block);
          if (check != null) {
            checks.put(name, check);
          }
          block.end();
        });
    return checks;
  }

  private @Nullable CheckSettings check(String name, Section block) {
    CheckTiming timing = timing(block);
    int port = block.integer("port", 1, 65535);
    String type = Objects.requireNonNullElse(block.text("type"), "");
    try {
      if (type.equals("tcp")) {
        return new TcpCheck(name, timing, port);
      }
      if (!type.equals("http")) {
        findings.error(
            block.path("type"),
            "bad-value",
            "unknown check type \"" + type + "\"",
            "write http or tcp");
        List.of("path", "host", "expect-status").forEach(block::says);
        return null;
      }
      List<StatusRange> statuses =
          block.texts("expect-status").stream().map(StatusRange::parse).toList();
      return new HttpCheck(
          name,
          timing,
          port,
          Objects.requireNonNullElse(block.text("path"), "/"),
          block.optionalText("host"),
          statuses);
    } catch (IllegalArgumentException e) {
      findings.error(
          block.path(name).substring(0, block.path(name).lastIndexOf('.')),
          "bad-value",
          "check " + name + ": " + e.getMessage(),
          "correct it");
      return null;
    }
  }

  private CheckTiming timing(Section block) {
    Duration interval = positive(block, "interval");
    Duration timeout = positive(block, "timeout");
    Duration retry = positive(block, "retry-interval");
    return new CheckTiming(
        interval,
        timeout,
        retry,
        block.duration("jitter"),
        block.integer("fall", 1, 100),
        block.integer("rise", 1, 100));
  }

  private Duration positive(Section block, String key) {
    Duration duration = block.duration(key);
    if (duration.isZero()) {
      findings.error(
          block.path(key), "bad-value", block.path(key) + " is zero", "write a longer time");
      return Duration.ofSeconds(1);
    }
    return duration;
  }

  private List<Service> services() {
    List<Service> services = new ArrayList<>();
    root.sections("services", template("service"))
        .forEach((name, block) -> {
          services.add(service(name, block));
          block.end();
        });
    return services;
  }

  private Service service(String name, Section block) {
    List<Name> names = new ArrayList<>();
    List<String> texts = block.texts("names");
    for (int i = 0; i < texts.size(); i++) {
      Name parsed =
          block.read(
              block.path("names") + "[" + i + "]",
              texts.get(i),
              Name::parse,
              "write a domain name");
      if (parsed != null) {
        names.add(parsed);
      }
    }
    if (texts.isEmpty()) {
      findings.error(
          block.path("names"),
          "service-without-names",
          "service " + name + " has no names",
          "list the names that it steers");
    }
    oneOf(block, "policy", "failover");
    oneOf(block, "when-all-down", "open");
    Section failback = block.section("failback");
    oneOf(failback, "mode", "automatic");
    Duration hold = failback.duration("hold");
    failback.end();
    return new Service(
        name,
        names,
        Objects.requireNonNullElse(block.text("check"), ""),
        Service.Policy.FAILOVER,
        block.texts("regions"),
        block.integer("min-healthy", 1, 10_000),
        Service.WhenAllDown.OPEN,
        hold,
        block.duration("ttl").toSeconds(),
        block.duration("suspect-ttl").toSeconds());
  }

  private void oneOf(Section block, String key, String only) {
    String text = block.text(key);
    if (text != null && !text.equals(only)) {
      findings.error(
          block.path(key), "bad-value", block.path(key) + " is \"" + text + "\"", "write " + only);
    }
  }

  private AgreementSettings agreement(int voters) {
    Section block = root.section("agreement");
    int quorum = Electorate.majorityOf(Math.max(1, voters));
    String text = block.text("quorum");
    if (text != null && !text.equals("majority")) {
      quorum = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
      if (quorum * 2 <= voters || quorum > Math.max(1, voters)) {
        findings.error(
            block.path("quorum"),
            "bad-quorum",
            "quorum " + text + " of " + voters + " voters",
            "write majority, or a number above half of the voters");
        quorum = Electorate.majorityOf(Math.max(1, voters));
      }
    }
    Duration beat = positive(block, "beat");
    Duration expiry = positive(block, "ballot-expiry");
    if (expiry.compareTo(beat.multipliedBy(2)) < 0) {
      findings.error(
          block.path("ballot-expiry"),
          "bad-value",
          "ballot-expiry is less than two beats",
          "make it at least twice agreement.beat");
    }
    AgreementSettings settings =
        new AgreementSettings(quorum, beat, expiry, block.duration("cold-start-wait"));
    block.end();
    return settings;
  }

  private AnswerSettings answers() {
    Section explain = root.section("explain");
    List<ClientNetwork> networks = new ArrayList<>();
    List<String> texts = explain.texts("to");
    for (int i = 0; i < texts.size(); i++) {
      ClientNetwork network =
          explain.read(
              explain.path("to") + "[" + i + "]",
              texts.get(i),
              ClientNetwork::parse,
              "write a network as 192.0.2.0/24");
      if (network != null) {
        networks.add(network);
      }
    }
    explain.end();
    Section answers = root.section("answers");
    String nsid = answers.optionalText("nsid");
    answers.end();
    return new AnswerSettings(networks, "instance".equals(nsid) ? instance : nsid, null, null);
  }

  private Settings.LogSettings log() {
    Section block = root.section("log");
    String level = Objects.requireNonNullElse(block.text("level"), "info");
    if (!LEVELS.contains(level)) {
      findings.error(
          block.path("level"),
          "bad-value",
          "unknown log level \"" + level + "\"",
          "write error, warn, info or debug");
    }
    String format = Objects.requireNonNullElse(block.text("format"), "text");
    if (!Set.of("text", "json").contains(format)) {
      findings.error(
          block.path("format"),
          "bad-value",
          "unknown log format \"" + format + "\"",
          "write text or json");
    }
    block.end();
    return new Settings.LogSettings(level, format.equals("json"));
  }

  private ProbeSettings probes() {
    Section block = root.section("probes");
    boolean allowLoopback = block.flag("allow-loopback");
    String agent =
        block.read(
            "user-agent",
            text -> new ProbeSettings(false, text).userAgent(),
            "write printable ASCII");
    block.end();
    return new ProbeSettings(allowLoopback, agent == null ? "leeward-probe" : agent);
  }
}
